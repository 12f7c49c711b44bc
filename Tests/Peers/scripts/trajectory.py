"""What the frames of the adaptive fit show: read from files, so that peers need not fit.

Without packages, for peers that need none."""

import csv
import math

WIDTH, HEIGHT = 800, 500
STEPS = range(0, 2000, 20)


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return [[float(value) for value in row] for row in list(csv.reader(file))[1:]]


class Trajectory:
    def __init__(self, data, trajectory):
        points = rows(data)
        self.x = [p[0] for p in points]
        self.y = [p[1] for p in points]
        _, self.slope, self.intercept, self.alpha, self.scale = zip(*rows(trajectory))

    def opacities(self, step):
        """How opaque each point is: 0.8 where it counts fully, less the less it counts."""
        alpha, c = self.alpha[step], self.scale[step]
        b = abs(alpha - 2)
        result = []
        for x, y in zip(self.x, self.y):
            residual = y - self.slope[step] * x - self.intercept[step]
            weight = math.exp(math.log1p((residual / c) ** 2 / b) * (alpha / 2 - 1))
            result.append(0.8 * (0.15 + 0.85 * weight))
        return result

    def title(self, step):
        return f"α = {self.alpha[step]:.3f}, c = {self.scale[step]:.3f}"
