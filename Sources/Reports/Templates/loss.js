// The general robust loss (Barron, CVPR 2019): ρ, its gradient, the weight and the density, for a shape α
// in [−∞, ∞] and a scale c > 0. Close to the poles of the formula at α = 0 and α = 2 expm1 and log1p keep
// the digits. log Z(α) is summed from Chebyshev series, whose coefficients come with the page.
const robustLoss = (series) => {
  // (α, x, c) → z = (x/c)², and for a general α: b = |α − 2|, L = log(1 + z/b).
  const kernel = (x, alpha, c) => {
    const z = (x / c) ** 2;
    const b = Math.abs(alpha - 2);
    return { z, b, L: Math.log1p(z / b) };
  };

  const value = (x, alpha, c) => {
    const { z, b, L } = kernel(x, alpha, c);
    if (alpha === 2) return z / 2;
    if (alpha === -Infinity) return -Math.expm1(-z / 2);
    if (alpha === Infinity) return Math.expm1(z / 2);
    const t = (alpha * L) / 2;
    return t === 0 ? (b * L) / 2 : ((b * L) / 2) * (Math.expm1(t) / t);
  };

  const weight = (x, alpha, c) => {
    const { z, L } = kernel(x, alpha, c);
    const c2 = c * c;
    if (alpha === 2) return 1 / c2;
    if (alpha === -Infinity) return Math.exp(-z / 2) / c2;
    if (alpha === Infinity) return Math.exp(z / 2) / c2;
    return Math.exp((alpha / 2 - 1) * L) / c2;
  };

  const derivative = (x, alpha, c) => x * weight(x, alpha, c);
  const relativeWeight = (x, alpha, c) => c * c * weight(x, alpha, c);

  // Clenshaw's recurrence.
  const chebyshev = (a, y) => {
    let b1 = 0;
    let b2 = 0;
    for (let k = a.length - 1; k > 0; k--) [b1, b2] = [a[k] + (2 * y * b1 - b2), b1];
    return a[0] + (y * b1 - b2);
  };

  const logZ = (alpha) => {
    if (!(alpha >= 0)) return NaN;
    if (alpha <= 0.5) return chebyshev(series[0], 4 * alpha - 1);
    if (alpha <= 1.5) return chebyshev(series[1], 2 * (alpha - 1));
    if (alpha > 2.5) return chebyshev(series[4], 5 / alpha - 1);
    // At α = 2 the slope is infinite; what is not smooth there is taken out.
    const b = Math.abs(alpha - 2);
    const sign = alpha < 2 ? -1 : 1;
    const gammaAndLog2 = 1.2703628454614782;
    const rest = b === 0 ? 0 : sign * 0.25 * b * (Math.log(b) + gammaAndLog2 - 1);
    const y = 2 * (2 * b) ** 0.125 - 1;
    return Math.log(2 * Math.PI) / 2 + rest + chebyshev(series[alpha < 2 ? 2 : 3], y);
  };

  const density = (x, alpha, c) =>
    alpha >= 0 ? Math.exp(-value(x, alpha, c) - logZ(alpha)) / c : NaN;

  return { value, derivative, weight, relativeWeight, density, logZ };
};
