"""Where things are."""

import os
import shutil
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
PEERS = os.path.join(ROOT, "Tests", "Peers")
SCRIPTS = os.path.join(PEERS, "scripts")
RESULTS = os.path.join(PEERS, "results")
FIGURES = os.path.join(ROOT, "figures")
TOY = os.path.join(FIGURES, "data", "toy.csv")

RHO = os.path.join(ROOT, ".build", "release", "rho")
RHO_BENCH = os.path.join(ROOT, ".build", "release", "rho-bench")
PYTHON = os.path.join(ROOT, ".build", "peers", "bin", "python")

# What a run leaves: a file a row, from which the table is put together, and pictures to look at.
STORE = os.path.join(ROOT, ".build", "bench")
WORK = os.path.join(STORE, "work")


def font():
    """The file of Inter, for peers that take fonts by file."""
    try:
        found = subprocess.run(["fc-match", "-f", "%{file}", "Inter:regular"], capture_output=True, text=True)
    except OSError:
        return ""
    return found.stdout


def script(name):
    return os.path.join(SCRIPTS, name)


def work(name):
    """A file that a row makes for others to read, or that readers may look at."""
    os.makedirs(WORK, exist_ok=True)
    return os.path.join(WORK, name)


def fresh_folder(name="out"):
    """An empty folder: without rho's record of what is up to date, so that everything is drawn."""
    folder = os.path.join(WORK, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder
