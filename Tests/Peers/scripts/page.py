"""The page that rasterisers race on: a grid, 20 stroked curves of 500 points, 60 labels; by the formulas of
Tests/Bench/Page.swift."""

import math

WIDTH, HEIGHT = 1600, 1000
GRID = ([((100 * i, 0), (100 * i, 1000)) for i in range(1, 16)]
        + [((0, 100 * i), (1600, 100 * i)) for i in range(1, 10)])
COLORS = [0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9]
GREY = 0xDDDDDD


def curve(k):
    for i in range(500):
        t = i / 499
        yield 40 + 1520 * t, 500 + (400 - 12 * k) * math.sin(2 * math.pi * (1 + k / 4) * t + k / 3)


CURVES = [(list(curve(k)), COLORS[k % 5]) for k in range(20)]
LABELS = [(f"label {i}.25", (60 + i % 10 * 150, 90 + i // 10 * 160)) for i in range(60)]
