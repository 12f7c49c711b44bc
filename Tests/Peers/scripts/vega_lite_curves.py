"""Row 1 through Vega-Lite: the specification that Altair would make, converted without a browser.
Arguments: the file to write."""

import sys

import numpy as np
import vl_convert

import loss

C = 1.1
SHAPES = {"2": 2, "1.5": 1.5, "1": 1, "0": 0, "−2": -2, "−∞": -np.inf}
COLORS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00"]


def panel(function, title, domain, width):
    x = np.linspace(-6 * C, 6 * C, 400)
    values = [{"x": float(a), "y": float(b), "α": name}
              for name, alpha in SHAPES.items() for a, b in zip(x, function(x, alpha, C))]
    lines = {
        "data": {"values": values},
        "mark": {"type": "line", "clip": True},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "scale": {"domain": [-6 * C, 6 * C], "nice": False}},
            "y": {"field": "y", "type": "quantitative", "title": title, "scale": {"domain": domain, "nice": False}},
            "color": {"field": "α", "type": "nominal", "sort": list(SHAPES),
                      "scale": {"domain": list(SHAPES), "range": COLORS}},
        },
    }
    layers = [lines]
    if function is loss.slope:
        band = {"data": {"values": [{"from": -C, "to": C}]}, "mark": {"type": "rect", "color": "#f0f0f0"},
                "encoding": {"x": {"field": "from", "type": "quantitative", "title": "x"},
                             "x2": {"field": "to"}}}
        rules = {"data": {"values": [{"y": 1 / C}, {"y": -1 / C}]},
                 "mark": {"type": "rule", "strokeDash": [3, 3], "color": "#888888"},
                 "encoding": {"y": {"field": "y", "type": "quantitative"}}}
        layers = [band, rules, lines]
    return {"width": width, "height": 270, "layer": layers}


SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "title": "One loss from L2 to Welsch",
    "config": {"font": "Inter", "view": {"stroke": None}},
    "hconcat": [panel(loss.rho, "ρ(x, α, c)", [0, 6], 310),
                panel(loss.slope, "∂ρ/∂x", [-1.6, 1.6], 310)],
}

path = sys.argv[1]
if path.endswith(".svg"):
    with open(path, "w", encoding="utf-8") as file:
        file.write(vl_convert.vegalite_to_svg(SPEC))
else:
    with open(path, "wb") as file:
        file.write(vl_convert.vegalite_to_png(SPEC, scale=2))
