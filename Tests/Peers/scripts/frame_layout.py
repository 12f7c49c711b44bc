"""Where the parts of a frame stand, for peers that draw them by hand: cairo and Skia."""

LEFT = (52, 70, 380, 450)
RIGHT = (452, 70, 780, 450)


def place(panel, x, y, x_most, y_most):
    left, top, right, bottom = panel
    return left + (right - left) * x / x_most, bottom - (bottom - top) * y / y_most


def ticks(panel, x_most, y_most):
    """Grid lines with their labels: (from, to, label, where it stands, whether it is of x)."""
    left, top, right, bottom = panel
    for i in range(6):
        x, _ = place(panel, x_most * i / 5, 0, x_most, y_most)
        yield (x, top), (x, bottom), f"{x_most * i / 5:g}", (x, bottom + 16), True
        _, y = place(panel, 0, y_most * i / 5, x_most, y_most)
        yield (left, y), (right, y), f"{y_most * i / 5:g}", (left - 8, y + 4), False


PANELS = [(LEFT, 1, 1, "x", "y"), (RIGHT, 2000, 2, "step", "α, c")]
TITLE = "The adaptive loss finds the line and its own robustness"
