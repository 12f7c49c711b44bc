"""Row 5 with Skia: paths and glyphs are made beforehand. Arguments: repetitions; the font; where to write the
page, if anywhere."""

import sys

import skia

from page import CURVES, GREY, GRID, HEIGHT, LABELS, WIDTH
from repetitions import report


def line(color, width):
    return skia.Paint(Color=0xFF000000 | color, StrokeWidth=width, Style=skia.Paint.kStroke_Style,
                      StrokeJoin=skia.Paint.kRound_Join, AntiAlias=True)


GRID_PAINT = line(GREY, 1)
PATHS = [(skia.Path.Polygon(points, False), line(color, 2)) for points, color in CURVES]
FONT = skia.Font(skia.Typeface.MakeFromFile(sys.argv[2]), 14)
BLOBS = [(skia.TextBlob.MakeFromString(words, FONT), spot) for words, spot in LABELS]
BLACK = skia.Paint(Color=0xFF000000, AntiAlias=True)


def draw():
    surface = skia.Surface(WIDTH, HEIGHT)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorWHITE)
    for start, end in GRID:
        canvas.drawLine(*start, *end, GRID_PAINT)
    for points, paint in PATHS:
        canvas.drawPath(points, paint)
    for blob, spot in BLOBS:
        canvas.drawTextBlob(blob, *spot, BLACK)
    return surface


if len(sys.argv) > 3:
    draw().makeImageSnapshot().save(sys.argv[3], skia.kPNG)
else:
    report(int(sys.argv[1]), draw)
