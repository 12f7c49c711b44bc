"""What a report does when it is used: prints what was seen, for the test to judge.

The page has a picture with frames and an explorer.
"""

from looks import look, read

MOVING = "document.querySelector('.player')"
PICTURE = f"{MOVING}.closest('figure')"
SHOWN = f"""[...{PICTURE}.querySelectorAll('[data-frames]')]
  .filter(g => g.getAttribute('visibility') !== 'hidden').map(g => g.dataset.frames)"""
EXPLORER = "document.querySelector('.explorer')"
CURVE = f"""[...{EXPLORER}.querySelectorAll('svg .panel')]
  .map(p => [...p.querySelectorAll('.mark-curve path')].pop().getAttribute('d'))"""
STATE = f"(() => {{ const s = {EXPLORER}.state; return [String(s.alpha), s.c, s.x]; }})()"
DATA = f"JSON.parse({EXPLORER}.querySelector('.explorer-data').textContent)"


def place(page, panel, x, y):
    """Where a point of a panel is on the screen."""
    return page.evaluate(f"""(() => {{
      const panel = {DATA}.panels[{panel}];
      const [left, top, width, height] = panel.frame;
      const px = left + ({x} - panel.x[0]) / (panel.x[1] - panel.x[0]) * width;
      const py = top + (panel.y[1] - {y}) / (panel.y[1] - panel.y[0]) * height;
      const svg = {EXPLORER}.querySelector('svg');
      const p = new DOMPoint(px, py).matrixTransform(svg.getScreenCTM());
      return [p.x, p.y];
    }})()""")


def frames(page):
    seen = {"atStart": page.evaluate(SHOWN), "textAtStart": page.evaluate(
        f"{MOVING}.querySelector('output').textContent")}
    page.evaluate(f"{MOVING}.querySelector('input').focus()")
    page.key("Home")
    seen["atHome"] = page.evaluate(SHOWN)
    seen["textAtHome"] = page.evaluate(f"{MOVING}.querySelector('output').textContent")
    seen["spoken"] = page.evaluate(f"{MOVING}.querySelector('input').getAttribute('aria-valuetext')")
    page.key("ArrowRight")
    seen["second"] = page.evaluate(f"{MOVING}.querySelector('input').value")
    page.evaluate(f"{MOVING}.querySelector('button').click()")
    seen["button"] = page.evaluate(f"{MOVING}.querySelector('button').textContent")
    page.evaluate(f"""new Promise((done) => {{
      const slider = {MOVING}.querySelector('input');
      const start = performance.now();
      const look = () => slider.value === slider.max || performance.now() - start > 20000
        ? done() : setTimeout(look, 50);
      look();
    }})""")
    seen["played"] = page.evaluate(SHOWN)
    seen["buttonAfter"] = page.evaluate(f"{MOVING}.querySelector('button').textContent")
    return seen


def explorer(page):
    seen = {"curves": page.evaluate(CURVE), "state": page.evaluate(STATE)}
    page.evaluate(f"{EXPLORER}.querySelector('[name=alpha]').focus()")
    page.key("ArrowRight")
    seen["afterKey"] = {"curves": page.evaluate(CURVE), "state": page.evaluate(STATE)}
    page.evaluate(f"{EXPLORER}.querySelector('button[value=\"-inf\"]').click()")
    seen["welsch"] = {
        "state": page.evaluate(STATE),
        "pressed": page.evaluate(
            f"[...{EXPLORER}.querySelectorAll('[aria-pressed=true]')].map(b => b.textContent)"),
        "density": page.evaluate(f"{EXPLORER}.querySelector('[data-value=density]').textContent"),
    }
    page.evaluate(f"{EXPLORER}.querySelector('button[value=\"0\"]').click()")
    page.evaluate(f"{EXPLORER}.querySelector('svg').scrollIntoView({{block: 'start'}})")
    # The edge of the strip, from c = 1 to c = 2.
    page.drag(place(page, 1, 1, -1), place(page, 1, 2, -1))
    seen["afterStrip"] = page.evaluate(STATE)
    page.drag(place(page, 1, 2, -1), place(page, 1, 1, -1))
    # The curve of the loss at x = 4, from α = 0 down to ρ = 2.
    page.drag(place(page, 0, 4, "Math.log(9)"), place(page, 0, 4, 2))
    seen["afterCurve"] = page.evaluate(STATE)
    seen["lossThere"] = page.evaluate(
        f"{EXPLORER}.loss.value(4, {EXPLORER}.state.alpha, {EXPLORER}.state.c)")
    page.drag(place(page, 2, -3, 1.1), place(page, 2, -5, 1.1))
    seen["afterResidual"] = page.evaluate(STATE)
    return seen


def run(page, path, arguments):
    seen = {}
    page.open(path)
    seen["desk"] = look(page)
    seen["frames"] = frames(page)
    seen["explorer"] = explorer(page)
    seen["complaints"] = page.complaints
    page.look(1200, 900, dark=True, media="print")
    seen["paper"] = look(page)
    seen.update(read(page, path, arguments))
    page.open(path, scripts=False)
    # A page that may not run scripts of its own may still be asked.
    page.send("Emulation.setScriptExecutionDisabled", value=False)
    seen["still"] = look(page)
    seen["still"]["shown"] = page.evaluate(SHOWN)
    return seen
