"""The explorer of a page about a fit, which begins at its shape and scale: prints what was seen."""

from behaviour import EXPLORER, STATE, place

POINT = f"""(() => {{
  const point = {EXPLORER}.querySelectorAll('svg .panel')[3].querySelector('.mark-points');
  const box = point.getBBox();
  const {{ e, f }} = point.transform.baseVal.consolidate()?.matrix ?? {{ e: 0, f: 0 }};
  return [point.getAttribute('visibility'), box.x + box.width / 2 + e, box.y + box.height / 2 + f];
}})()"""


def run(page, path, arguments):
    page.open(path)
    seen = {"state": page.evaluate(STATE), "atStart": page.evaluate(POINT)[0]}
    c = page.evaluate(f"{EXPLORER}.state.c")
    page.evaluate(f"{EXPLORER}.querySelector('button[value=\"0\"]').click()")
    visibility, x, y = page.evaluate(POINT)
    seen["cauchy"] = visibility
    # Where the density of the state stands in its panel.
    expected = page.evaluate(f"""(() => {{
      const {{ loss, state }} = {EXPLORER};
      const panel = JSON.parse({EXPLORER}.querySelector('.explorer-data').textContent).panels[3];
      const [left, top, width, height] = panel.frame;
      const p = loss.density(state.x, state.alpha, state.c);
      return [left + (state.x - panel.x[0]) / (panel.x[1] - panel.x[0]) * width,
        top + (panel.y[1] - p) / (panel.y[1] - panel.y[0]) * height];
    }})()""")
    seen["distance"] = max(abs(x - expected[0]), abs(y - expected[1]))
    page.evaluate(f"{EXPLORER}.querySelector('svg').scrollIntoView({{block: 'start'}})")
    page.drag(place(page, 1, c, f"-1 / {c}"), place(page, 1, 2 * c, f"-1 / {c}"))
    seen["wider"] = page.evaluate(STATE)
    seen["complaints"] = page.complaints
    return seen
