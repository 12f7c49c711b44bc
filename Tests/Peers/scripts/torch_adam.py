"""Row 7: 2000 steps of Adam on the adaptive loss of the toy regression, with the reference package where it
is installed, else with the same in torch. Arguments: repetitions; the data."""

import csv
import math
import sys

import torch

from repetitions import report
from torch_loss import SOURCE, lossfun

with open(sys.argv[2], newline="", encoding="utf-8") as file:
    table = [[float(value) for value in row] for row in list(csv.reader(file))[1:]]
x = torch.tensor([[row[0]] for row in table], dtype=torch.float64)
y = torch.tensor([[row[1]] for row in table], dtype=torch.float64)


class Adaptive(torch.nn.Module):
    """One alpha in (0.001, 1.999) and one c, by their latent maps. The partition function is read from a table
    between whose nodes it is interpolated linearly: less work than the package's spline."""

    def __init__(self):
        super().__init__()
        self.shape = torch.nn.Parameter(torch.zeros((), dtype=torch.float64))
        self.scale = torch.nn.Parameter(torch.zeros((), dtype=torch.float64))
        alphas = torch.linspace(0.001, 1.999, 200, dtype=torch.float64)
        t = torch.linspace(-12, 12, 4001, dtype=torch.float64)
        values = [torch.exp(-lossfun(torch.sinh(t), a, torch.ones_like(a))) * torch.cosh(t) for a in alphas]
        self.table = torch.stack([torch.trapezoid(v, t).log() for v in values])

    def lossfun(self, residuals):
        alpha = 0.001 + 1.998 * torch.sigmoid(self.shape)
        c = 1e-5 + (1 - 1e-5) * torch.nn.functional.softplus(self.scale + math.log(math.e - 1))
        place = (alpha - 0.001) / 1.998 * 199
        i = min(int(place), 198)
        log_z = self.table[i] + (place - i) * (self.table[i + 1] - self.table[i])
        return lossfun(residuals, alpha, c) + torch.log(c) + log_z


def adaptive():
    if SOURCE != "robust_loss_pytorch":
        return Adaptive()
    import numpy as np
    from robust_loss_pytorch.adaptive import AdaptiveLossFunction

    return AdaptiveLossFunction(num_dims=1, float_dtype=np.float64, device="cpu")


def fit():
    line = torch.nn.Linear(1, 1).double()
    torch.nn.init.zeros_(line.weight)
    torch.nn.init.zeros_(line.bias)
    loss = adaptive()
    optimizer = torch.optim.Adam(list(line.parameters()) + list(loss.parameters()), lr=0.01)
    for _ in range(2000):
        optimizer.zero_grad()
        value = loss.lossfun(y - line(x)).mean()
        value.backward()
        optimizer.step()
    return line


if __name__ == "__main__":
    print(SOURCE, file=sys.stderr)
    report(int(sys.argv[1]), fit)
