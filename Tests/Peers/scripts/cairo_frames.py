"""Row 3 with cairo, by hand: what stands still is drawn once. Arguments: the data; the trajectory; the
folder to write to."""

import math
import sys

import cairo

from frame_layout import LEFT, PANELS, RIGHT, TITLE, place, ticks
from trajectory import HEIGHT, STEPS, WIDTH, Trajectory

data, path, folder = sys.argv[1:]
fit = Trajectory(data, path)
BLUE, RED, GREEN = (0, 0.447, 0.698), (0.835, 0.369, 0), (0, 0.62, 0.451)


def surface():
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, WIDTH, HEIGHT)
    context = cairo.Context(surface)
    context.select_font_face("Inter")
    return surface, context


def text(context, words, x, y, size=10, anchor=0.5):
    context.set_font_size(size)
    context.move_to(x - anchor * context.text_extents(words).x_advance, y)
    context.show_text(words)


def background():
    result, context = surface()
    context.set_source_rgb(1, 1, 1)
    context.paint()
    for panel, x_most, y_most, x_label, y_label in PANELS:
        for start, end, label, spot, of_x in ticks(panel, x_most, y_most):
            context.set_source_rgb(0.9, 0.9, 0.9)
            context.set_line_width(1)
            context.move_to(*start)
            context.line_to(*end)
            context.stroke()
            context.set_source_rgb(0.3, 0.3, 0.3)
            text(context, label, *spot, anchor=0.5 if of_x else 1)
        left, top, right, bottom = panel
        text(context, x_label, (left + right) / 2, bottom + 34)
        context.save()
        context.translate(left - 34, (top + bottom) / 2)
        context.rotate(-math.pi / 2)
        text(context, y_label, 0, 0)
        context.restore()
    context.set_source_rgb(0, 0, 0)
    text(context, TITLE, 20, 24, 14, 0)
    context.set_dash([5, 3])
    context.move_to(*place(LEFT, 0, 0.15, 1, 1))
    context.line_to(*place(LEFT, 1, 0.85, 1, 1))
    context.set_line_width(1.25)
    context.stroke()
    text(context, "data ●   truth - -   fit —", 370, 440, 10, 1)
    text(context, "α blue, c green", 770, 90, 10, 1)
    return result


def curve(context, values, step, color):
    for i in range(step + 1):
        context.line_to(*place(RIGHT, i, values[i], 2000, 2))
    context.set_source_rgb(*color)
    context.stroke()


still = background()
page, context = surface()
context.set_line_width(1.75)
for frame, step in enumerate(STEPS):
    context.set_source_surface(still)
    context.paint()
    for x, y, opacity in zip(fit.x, fit.y, fit.opacities(step)):
        context.arc(*place(LEFT, x, y, 1, 1), 2.5, 0, 2 * math.pi)
        context.set_source_rgba(*BLUE, opacity)
        context.fill()
    context.set_source_rgb(*RED)
    context.move_to(*place(LEFT, 0, fit.intercept[step], 1, 1))
    context.line_to(*place(LEFT, 1, fit.slope[step] + fit.intercept[step], 1, 1))
    context.stroke()
    curve(context, fit.alpha, step, BLUE)
    curve(context, fit.scale, step, GREEN)
    context.set_source_rgb(0, 0, 0)
    text(context, f"Step {step}", 216, 56, 12)
    text(context, fit.title(step), 616, 56, 12)
    page.write_to_png(f"{folder}/{frame:04}.png")
