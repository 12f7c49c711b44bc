"""The general robust loss in NumPy, as a careful user writes it."""

import numpy as np


def rho(x, alpha, c):
    z = (x / c) ** 2
    if alpha == 2:
        return z / 2
    if alpha == 0:
        return np.log1p(z / 2)
    if alpha == -np.inf:
        return -np.expm1(-z / 2)
    b = abs(alpha - 2)
    return b / alpha * ((z / b + 1) ** (alpha / 2) - 1)


def slope(x, alpha, c):
    z = (x / c) ** 2
    if alpha == 2:
        return x / c**2
    if alpha == 0:
        return 2 * x / (x**2 + 2 * c**2)
    if alpha == -np.inf:
        return x / c**2 * np.exp(-z / 2)
    return x / c**2 * (z / abs(alpha - 2) + 1) ** (alpha / 2 - 1)


def grid(function, x, alphas, c):
    """A row for every alpha."""
    return np.array([function(x, alpha, c) for alpha in alphas])
