"""Row 3 with Skia, by hand: what stands still is drawn once. Arguments: the data; the trajectory; the font;
the folder to write to."""

import sys

import skia

from frame_layout import LEFT, PANELS, RIGHT, TITLE, place, ticks
from trajectory import HEIGHT, STEPS, WIDTH, Trajectory

data, path, font_file, folder = sys.argv[1:]
fit = Trajectory(data, path)
BLUE, RED, GREEN = 0xFF0072B2, 0xFFD55E00, 0xFF009E73
typeface = skia.Typeface.MakeFromFile(font_file)
fonts = {size: skia.Font(typeface, size) for size in (10, 12, 14)}


def line(color, width):
    return skia.Paint(Color=color, StrokeWidth=width, Style=skia.Paint.kStroke_Style, AntiAlias=True)


def fill(color):
    return skia.Paint(Color=color, AntiAlias=True)


def text(canvas, words, x, y, size=10, anchor=0.5, color=0xFF000000):
    font = fonts[size]
    canvas.drawString(words, x - anchor * font.measureText(words), y, font, fill(color))


def background():
    result = skia.Surface(WIDTH, HEIGHT)
    canvas = result.getCanvas()
    canvas.clear(skia.ColorWHITE)
    for panel, x_most, y_most, x_label, y_label in PANELS:
        for start, end, label, spot, of_x in ticks(panel, x_most, y_most):
            canvas.drawLine(*start, *end, line(0xFFE5E5E5, 1))
            text(canvas, label, *spot, anchor=0.5 if of_x else 1, color=0xFF4D4D4D)
        left, top, right, bottom = panel
        text(canvas, x_label, (left + right) / 2, bottom + 34)
        canvas.save()
        canvas.translate(left - 34, (top + bottom) / 2)
        canvas.rotate(-90)
        text(canvas, y_label, 0, 0)
        canvas.restore()
    text(canvas, TITLE, 20, 24, 14, 0)
    dashed = line(0xFF000000, 1.25)
    dashed.setPathEffect(skia.DashPathEffect.Make([5, 3], 0))
    canvas.drawLine(*place(LEFT, 0, 0.15, 1, 1), *place(LEFT, 1, 0.85, 1, 1), dashed)
    text(canvas, "data ●   truth - -   fit —", 370, 440, 10, 1)
    text(canvas, "α blue, c green", 770, 90, 10, 1)
    return result.makeImageSnapshot()


def curve(canvas, values, step, color):
    path = skia.Path.Polygon([place(RIGHT, i, values[i], 2000, 2) for i in range(step + 1)], False)
    canvas.drawPath(path, line(color, 1.75))


still = background()
page = skia.Surface(WIDTH, HEIGHT)
canvas = page.getCanvas()
for frame, step in enumerate(STEPS):
    canvas.drawImage(still, 0, 0)
    for x, y, opacity in zip(fit.x, fit.y, fit.opacities(step)):
        canvas.drawCircle(*place(LEFT, x, y, 1, 1), 2.5, fill(int(255 * opacity) << 24 | BLUE & 0xFFFFFF))
    canvas.drawLine(*place(LEFT, 0, fit.intercept[step], 1, 1),
                    *place(LEFT, 1, fit.slope[step] + fit.intercept[step], 1, 1), line(RED, 1.75))
    curve(canvas, fit.alpha, step, BLUE)
    curve(canvas, fit.scale, step, GREEN)
    text(canvas, f"Step {step}", 216, 56, 12)
    text(canvas, fit.title(step), 616, 56, 12)
    page.makeImageSnapshot().save(f"{folder}/{frame:04}.png", skia.kPNG)
