"""What starting the program costs."""

from measuring import Failed, run
from places import RHO, script, work
from races import Contestant, Settings, middle, race
from results import comparison, limit
from rows import Row


def start():
    rho = Contestant("Rho", lambda: run([RHO, "--version"]))
    empty = work("empty")
    # No peer to beat, but the floor of any process.
    peer = Contestant("an empty C program", lambda: run([empty]))
    try:
        run(["cc", "-O2", "-o", empty, script("empty.c")])
    except (Failed, OSError) as error:
        peer.missing = str(error)
    with_peers, Settings.with_peers = Settings.with_peers, True
    runs, Settings.runs = Settings.runs, max(Settings.runs, 21)
    race("start", rho, [peer])
    Settings.with_peers, Settings.runs = with_peers, runs
    return [limit("`rho --version`", middle(rho, 0) * 1000, "ms", 10, len(rho.samples)),
            comparison("`rho --version`", rho, peer, "ms", 1000, 0, note="the floor of any process")]


ROWS = [Row(13, "The start of the program", start)]
