"""The loss in torch: the reference package's where it is installed, else the same by its formulas."""

import math

import torch

try:
    from robust_loss_pytorch.general import lossfun

    SOURCE = "robust_loss_pytorch"
except ImportError:
    SOURCE = "the loss written in torch; robust_loss_pytorch is not installed"

    def lossfun(x, alpha, scale):
        """Every branch is computed and one chosen, as alpha may be learned."""
        z = (x / scale) ** 2
        tiny = torch.finfo(torch.float32).eps
        b = (alpha - 2).abs().clamp(min=tiny)
        a = torch.where(alpha >= 0, 1.0, -1.0).to(x) * alpha.abs().clamp(min=tiny)
        other = b / a * ((z / b + 1) ** (alpha / 2) - 1)
        special = [(-math.inf, -torch.expm1(-z / 2)), (0, torch.log1p(z / 2)), (2, z / 2)]
        for shape, value in special:
            other = torch.where(alpha == shape, value, other)
        return other
