"""Row 8 with NumPy. Arguments: repetitions."""

import sys

import numpy as np

from loss import rho
from repetitions import report

x = np.linspace(-10, 10, 1_000_000)
report(int(sys.argv[1]), lambda: rho(x, 0.7, 1.1))
