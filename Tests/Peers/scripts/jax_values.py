"""Rows 8 and 9 with jax, compiled, in doubles. Arguments: repetitions; values or derivatives."""

import sys

import jax
import jax.numpy as jnp

from repetitions import report

jax.config.update("jax_enable_x64", True)
x = jnp.linspace(-10, 10, 1_000_000)


def rho(x, alpha, c):
    z = (x / c) ** 2
    b = jnp.abs(alpha - 2)
    other = b / alpha * ((z / b + 1) ** (alpha / 2) - 1)
    return jnp.where(alpha == 2, z / 2, jnp.where(alpha == 0, jnp.log1p(z / 2), other))


if sys.argv[2] == "values":
    compiled = jax.jit(rho)
else:
    compiled = jax.jit(jax.vmap(jax.value_and_grad(rho), in_axes=(0, None, None)))

report(int(sys.argv[1]), lambda: jax.block_until_ready(compiled(x, 0.7, 1.1)))
