"""How a page looks at the width of a phone, light and dark, and what a judge of accessibility says."""


def look(page):
    """How a page looks at the moment."""
    return page.evaluate("""(() => {
      const visible = (e) => e && e.checkVisibility({visibilityProperty: true});
      const color = (e) => e && getComputedStyle(e);
      const ink = [...document.querySelectorAll('.picture svg .panel text')].find(visible);
      return {
        width: document.documentElement.scrollWidth,
        page: color(document.body).backgroundColor,
        text: color(document.body).color,
        ink: color(ink).fill,
        pictures: [...document.querySelectorAll('figure.picture')].map((f) =>
          [...f.querySelectorAll('svg')].filter(visible).length),
        controls: [...document.querySelectorAll('.player, .controls')].filter(visible).length,
        nav: visible(document.querySelector('nav')),
      };
    })()""")


def accessibility(page, axe):
    page.evaluate(open(axe).read() + ";0")
    return page.evaluate("""axe.run(document, {resultTypes: ['violations']}).then((r) =>
      r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')))
    """)


def read(page, path, arguments):
    seen = {"violations": []}
    for dark in [False, True]:
        page.open(path, width=390, dark=dark)
        seen["dark phone" if dark else "phone"] = look(page)
        if arguments:
            seen["violations"] += accessibility(page, arguments[0])
    return seen


def run(page, path, arguments):
    seen = read(page, path, arguments)
    seen["complaints"] = page.complaints
    return seen
