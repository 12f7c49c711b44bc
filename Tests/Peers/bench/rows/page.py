"""A page of 1600 × 1000 with a grid, 20 stroked curves of 500 points and 60 labels, inside a process."""

from measuring import Failed, inside, run
from places import PYTHON, RHO_BENCH, font, script, work
from races import Contestant, Settings, middle, progress, race
from results import alone, comparison, comparisons, limit
from rows import Row

REPETITIONS = "9"


def ours(name, *paths, repetitions=REPETITIONS):
    return lambda: inside([RHO_BENCH, name, repetitions, *paths])


def theirs(name, *arguments, repetitions=REPETITIONS):
    return lambda: inside([PYTHON, script(name), repetitions, *arguments])


def _show():
    """Writes the page as each draws it, for readers who look at them."""
    for command in ([RHO_BENCH, "page", "1", work("page.png")],
                    [PYTHON, script("cairo_page.py"), "1", work("page-cairo.png")],
                    [PYTHON, script("skia_page.py"), "1", font(), work("page-skia.png")]):
        try:
            run(command)
        except (Failed, OSError) as error:
            progress(str(error))


def rasterize():
    rho = Contestant("Rho", ours("rasterize"))
    judged = "the same page; edges of glyphs differ by hinting and gamma"
    peers = [
        Contestant("cairo", theirs("cairo_page.py"), needs=PYTHON, goal=4, judged=judged),
        Contestant("Skia", theirs("skia_page.py", font()), needs=PYTHON, goal=5, judged=judged),
    ]
    if Settings.with_peers:
        _show()
    race("page", rho, peers)
    note = "peers' paths and glyphs are made beforehand, and their glyph caches are warm"
    return comparisons("page rasterised, one thread", rho, peers, "ms", 1000, part=0, note=note)


def encode():
    page = work("page.png")
    run([RHO_BENCH, "page", "1", page])
    standard = Contestant("Rho", ours("png"))
    fast = Contestant("Rho, fast", ours("png-fast"))

    def pillow(goal):
        return [
            Contestant("Pillow, level 6", theirs("pillow_png.py", "level", page), needs=PYTHON, goal=goal,
                       judged="the same pixels"),
            Contestant("Pillow, optimize", lambda: inside([PYTHON, script("pillow_png.py"), "3", "optimize", page]),
                       needs=PYTHON, goal=goal, judged="the same pixels"),
        ]

    peers, fast_peers = pillow(4), pillow(15)
    race("PNG", standard, peers)
    race("PNG, fast setting", fast, fast_peers)
    if not Settings.with_peers:
        return [alone("page as PNG", standard, "ms", 1000, 0),
                alone("page as PNG: size", standard, "KB", 1 / 1000, 1),
                alone("page as PNG, fast setting", fast, "ms", 1000, 0),
                alone("page as PNG, fast setting: size", fast, "KB", 1 / 1000, 1)]
    entries = comparisons("page as PNG", standard, peers, "ms", 1000, 0)
    entries += [comparison("page as PNG: size", standard, peer, "KB", 1 / 1000, 1, goal=1) for peer in peers]
    entries += comparisons("page as PNG, fast setting", fast, fast_peers[:1], "ms", 1000, 0)
    size = middle(fast_peers[0], 1)
    entries.append(limit("page as PNG, fast setting: size against Pillow's at level 6",
                         middle(fast, 1) / size if size else 0, "×", 1.5, len(fast.samples)))
    return entries


ROWS = [Row(5, "A page as pixels, inside a process", rasterize),
        Row(6, "Pixels as PNG, inside a process", encode)]
