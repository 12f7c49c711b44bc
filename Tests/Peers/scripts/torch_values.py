"""Rows 8 and 9 with torch. Arguments: repetitions; values or derivatives."""

import sys

import torch

from repetitions import report
from torch_loss import lossfun

N = 1_000_000
x = torch.linspace(-10, 10, N, dtype=torch.float64)
count, work = int(sys.argv[1]), sys.argv[2]

if work == "values":
    alpha = torch.tensor(0.7, dtype=torch.float64)
    c = torch.tensor(1.1, dtype=torch.float64)
    with torch.no_grad():
        report(count, lambda: lossfun(x, alpha, c))
else:
    # The derivatives of every element: each has an alpha and a c of its own.
    alpha = torch.full((N,), 0.7, dtype=torch.float64, requires_grad=True)
    c = torch.full((N,), 1.1, dtype=torch.float64, requires_grad=True)
    x.requires_grad_()

    def derivatives():
        value = lossfun(x, alpha, c)
        return value, torch.autograd.grad(value.sum(), (x, alpha, c))

    report(count, derivatives)
