"""Row 5 with cairo: paths and glyphs are made beforehand. Arguments: repetitions; where to write the page, if
anywhere."""

import sys

import cairo

from page import CURVES, GREY, GRID, HEIGHT, LABELS, WIDTH
from repetitions import report


def rgb(color):
    return (color >> 16) / 255, (color >> 8 & 255) / 255, (color & 255) / 255


def context():
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, WIDTH, HEIGHT)
    result = cairo.Context(surface)
    result.select_font_face("Inter")
    result.set_font_size(14)
    return surface, result


def path(lines):
    _, ctx = context()
    for points in lines:
        ctx.new_sub_path()
        for point in points:
            ctx.line_to(*point)
    return ctx.copy_path()


GRID_PATH = path(GRID)
PATHS = [(path([points]), rgb(color)) for points, color in CURVES]
FONT = context()[1].get_scaled_font()
GLYPHS = [FONT.text_to_glyphs(*spot, words, False) for words, spot in LABELS]


def draw():
    surface, ctx = context()
    ctx.set_source_rgb(1, 1, 1)
    ctx.paint()
    ctx.set_line_width(1)
    ctx.set_source_rgb(*rgb(GREY))
    ctx.append_path(GRID_PATH)
    ctx.stroke()
    ctx.set_line_width(2)
    ctx.set_line_join(cairo.LINE_JOIN_ROUND)
    for points, color in PATHS:
        ctx.set_source_rgb(*color)
        ctx.append_path(points)
        ctx.stroke()
    ctx.set_source_rgb(0, 0, 0)
    for glyphs in GLYPHS:
        ctx.show_glyphs(glyphs)
    surface.flush()
    return surface


if len(sys.argv) > 2:
    draw().write_to_png(sys.argv[2])
else:
    report(int(sys.argv[1]), draw)
