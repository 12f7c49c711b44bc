"""Frames of the adaptive fit: 100 of 800 × 500 pixels, as files and as one animation."""

import os

import places
from measuring import run
from places import PYTHON, RHO, RHO_BENCH, TOY, script, work
from races import Contestant, Settings, race
from results import alone, comparison, comparisons
from rows import Row


def config(output):
    """The config of the frames, written as files or as an animated PNG."""
    with open(os.path.join(places.PEERS, "frames.yaml"), encoding="utf-8") as file:
        text = file.read().replace("toy.csv", TOY).replace("write: files", f"write: {output}")
    path = work(f"frames-{output}.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def trajectory():
    """The fit's parameters at every step, for peers, which only draw."""
    path = work("trajectory.csv")
    run([RHO_BENCH, "trajectory", "1", TOY, path])
    return path


def rho_frames(output):
    path = config(output)
    return lambda: run([RHO, "render", path, "--out", places.fresh_folder(f"rho-{output}")])


def files():
    path = trajectory() if Settings.with_peers else ""

    def way(name):
        return lambda: run([PYTHON, script("matplotlib_frames.py"), name, TOY, path,
                            places.fresh_folder(f"frames-{name}")])

    def gnuplot():
        folder = places.fresh_folder("frames-gnuplot")
        return run(["gnuplot", "-e", f"data='{TOY}'; path='{path}'; folder='{folder}'", script("frames.gp")])

    def by_hand(name, *font):
        return lambda: run([PYTHON, script(f"{name}_frames.py"), TOY, path, *font,
                            places.fresh_folder(f"frames-{name}")])

    same = "the same picture"
    peers = [
        Contestant("matplotlib, naive", way("naive"), is_slow=True, needs=PYTHON, goal=50, judged=same),
        Contestant("matplotlib, artists reused", way("reuse"), is_slow=True, needs=PYTHON, goal=40, judged=same),
        Contestant("matplotlib, blitting by hand", way("blit"), needs=PYTHON, goal=10, judged=same),
        Contestant("gnuplot", gnuplot, needs="gnuplot", goal=6,
                   judged="the same but for faint outlines of pale points; no mathematics in the text"),
        Contestant("cairo, background cached", by_hand("cairo"), needs=PYTHON, goal=5,
                   judged="the same but for frames, legend and mathematics, which are simpler"),
        Contestant("Skia, background cached", by_hand("skia", places.font()), needs=PYTHON, goal=7,
                   judged="the same but for frames, legend and mathematics, which are simpler"),
    ]
    rho = Contestant("Rho", rho_frames("files"))
    race("frames", rho, peers)
    note = "Rho also fits, peers read the fit from a file; Rho draws on both cores"
    return comparisons("100 PNG frames", rho, peers, "ms", 1000, part=0, note=note)


def animation():
    frames = os.path.join(places.WORK, "rho-files", "adaptive-fit")
    rho_frames("files")()
    target = work("ffmpeg.png")
    path = trajectory() if Settings.with_peers else ""
    draw = rho_frames("apng")

    def rho_turn():
        seconds = draw().seconds
        return seconds, os.path.getsize(os.path.join(places.WORK, "rho-apng", "adaptive-fit-animated.png"))

    def peer_turn(command, result):
        def turn():
            seconds = run(command).seconds
            return seconds, os.path.getsize(result)
        return turn

    command = ["ffmpeg", "-y", "-v", "error", "-framerate", "20", "-i", f"{frames}/%04d.png", "-plays", "0",
               "-f", "apng", target]
    gif = work("celluloid.gif")
    peers = [
        Contestant("ffmpeg, from the PNG frames", peer_turn(command, target), needs="ffmpeg", goal=15,
                   judged="the same frames"),
        Contestant("celluloid and Pillow, as GIF",
                   peer_turn([PYTHON, script("celluloid_frames.py"), TOY, path, gif], gif), is_slow=True,
                   needs=PYTHON, judged="as the tutorial does it; 256 colours, no legend"),
    ]
    rho = Contestant("Rho", rho_turn)
    race("animation", rho, peers)
    if not Settings.with_peers:
        return [alone("one animated PNG", rho, "ms", 1000, 0),
                alone("one animated PNG: size", rho, "KB", 1 / 1000, 1)]
    note = "Rho fits and draws, too; ffmpeg only puts finished frames together"
    entries = [comparison("one animated PNG", rho, peer, "ms", 1000, 0, note=note if peer is peers[0] else "")
               for peer in peers]
    entries += [comparison("one animated PNG: size", rho, peer, "KB", 1 / 1000, 1,
                           goal=1 if peer is peers[0] else None) for peer in peers]
    return entries


ROWS = [Row(3, "100 frames of 800 × 500, whole process", files),
        Row(4, "The same frames as one animation", animation)]
