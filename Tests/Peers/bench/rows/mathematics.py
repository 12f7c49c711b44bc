"""The loss, its derivatives and the adaptive fit, inside a process."""

from measuring import inside
from places import PYTHON, RHO_BENCH, TOY, script
from races import Contestant, race
from results import comparisons
from rows import Row
from rows.page import ours, theirs

COUNT = 1_000_000
BOTH = "torch and jax use both cores, Rho and NumPy one"


def _torch_says():
    """Whether torch runs the reference package or the loss as we have written it in torch."""
    import subprocess

    command = [PYTHON, "-c", "import sys; sys.path.insert(0, sys.argv[1]); import torch_loss; print(torch_loss.SOURCE)",
               script("")]
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def adam():
    rho = Contestant("Rho", ours("adam", TOY))
    peers = [Contestant("torch", lambda: inside([PYTHON, script("torch_adam.py"), "1", TOY]), needs=PYTHON,
                        goal=2000, judged="ends at the same line; α and c agree as far as chaos lets them")]
    race("Adam", rho, peers)
    return comparisons("2000 steps of Adam, adaptive loss, n = 50", rho, peers, "ms", 1000, 0,
                       note=_torch_says())


def values():
    rho = Contestant("Rho", ours("values"))
    peers = [
        Contestant("torch", theirs("torch_values.py", "values"), needs=PYTHON, goal=30,
                   judged="right to 10⁻⁷ beside α = 0 and 2"),
        Contestant("NumPy", theirs("numpy_values.py"), needs=PYTHON, goal=6,
                   judged="loses digits beside α = 0 and 2"),
        Contestant("jax", theirs("jax_values.py", "values"), needs=PYTHON, goal=6,
                   judged="loses digits beside α = 0 and 2"),
    ]
    race("values", rho, peers)
    return comparisons("ρ of 10⁶ doubles, an element", rho, peers, "ns", 1e9 / COUNT, 0,
                       note=f"{BOTH}; torch: {_torch_says()}")


def derivatives():
    rho = Contestant("Rho", ours("derivatives"))
    peers = [
        Contestant("torch, autograd", theirs("torch_values.py", "derivatives"), needs=PYTHON, goal=12,
                   judged="the same four numbers"),
        Contestant("jax, value and one gradient", theirs("jax_values.py", "derivatives"), needs=PYTHON, goal=4,
                   judged="two numbers against Rho's five"),
    ]
    race("derivatives", rho, peers)
    return comparisons("ρ, ∂x, ∂α, ∂c and the weight, an element", rho, peers, "ns", 1e9 / COUNT, 0,
                       note=f"{BOTH}; torch: {_torch_says()}")


ROWS = [Row(7, "The adaptive fit, inside a process", adam),
        Row(8, "The loss, inside a process", values),
        Row(9, "The loss and its derivatives, inside a process", derivatives)]
