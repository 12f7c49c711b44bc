// Included once for every set of instructions; NAME gives a function its name in it, TARGET its attribute.
//
// The derivation is that of LossKernel.swift, with u = (x/c)²/b, L = log(1 + u), t = shape·L/2 and
// w = (shape − 2)·L/2:
//
//     ρ = (b/shape)·(eᵗ − 1)   ρ′ = (x/c²)·eʷ   ∂ρ/∂c = −(x²/c³)·eʷ   ∂ρ/∂shape = (bL³/4)·exp[0, w, t, t]
//
// t and w may be several hundred, and an exponential makes an absolute error a relative one. So L comes in
// two doubles, the products with it too, and only the argument of the polynomial is a single one. Where
// divided differences of the exponential are taken over [w, t], eᵗ − eʷ = eʷ·u has nothing to cancel.

#define INLINE static inline __attribute__((always_inline)) TARGET

INLINE V NAME(number)(double a) { return (V){} + a; }
INLINE I NAME(bits)(V a) { return (I)a; }
INLINE V NAME(from_bits)(I a) { return (V)a; }
INLINE V NAME(choose)(I mask, V a, V b) { return (V)((mask & (I)a) | (~mask & (I)b)); }
INLINE V NAME(magnitude)(V a) { return (V)((I)a & INT64_MAX); }
/// The upper 26 bits of the significand.
INLINE V NAME(upper)(V a) { return (V)((I)a & ~INT64_C(0x7FFFFFF)); }
INLINE int NAME(any)(I mask) { return __builtin_reduce_or(mask) != 0; }

typedef struct {
  V high, low;
} NAME(pair);

/// log(1 + u) for u ≥ 0, where u is off by a relative rest.
///
/// 1 + u = 2ᵏ(1 + f) with √½ ≤ 1 + f < √2; log(1 + f) = f − f²/2 + s(f²/2 + R(s²)), s = f/(2 + f), with the
/// polynomial of fdlibm's e_log.c (Sun Microsystems, 1993), right to 2⁻⁵⁸.
INLINE NAME(pair) NAME(log1p)(V u, double rest) {
  const V one = NAME(number)(1);
  V sum = one + u;
  // What rounding took from the sum.
  V lost = NAME(choose)(u < one, u - (sum - one), one - (sum - u));
  const int64_t half_root = 0x3FE6A09E00000000;
  I i = NAME(bits)(sum) - half_root;
  I exponent = i >> 52;
  V f = NAME(from_bits)((i & 0x000FFFFFFFFFFFFF) + half_root) - one;
  V k = NAME(from_bits)(exponent + 0x4330000000000000) - 0x1p52;

  V s = f / (f + 2);
  V z = s * s;
  V z2 = z * z;
  V r0 = z * 3.999999999940941908e-01 + 6.666666666666735130e-01;
  V r2 = z * 2.222219843214978396e-01 + 2.857142874366239149e-01;
  V r4 = z * 1.531383769920937332e-01 + 1.818357216161805012e-01;
  V r = z * (r0 + z2 * (r2 + z2 * (r4 + z2 * 1.479819860511658591e-01)));
  V half = f * f * 0.5;
  // log 2 in two parts, of which the first times k is exact.
  V high = k * 6.93147180369123816490e-01;
  V small = k * 1.90821492927058770002e-10 + (lost + u * rest) / sum;
  V first = high + f;
  V left = f - (first - high);
  V second = s * (half + r) + small - half;
  V result = first + second;
  return (NAME(pair)){result, (first - result) + second + left};
}

/// a·b for a in two parts, the first of at most 26 bits.
INLINE NAME(pair) NAME(product)(const double a[2], NAME(pair) b) {
  V upper = NAME(upper)(b.high);
  V lower = (b.high - upper) + b.low;
  return (NAME(pair)){a[0] * upper, a[0] * lower + a[1] * b.high};
}

typedef struct {
  /// eʸ − 1 and eʸ.
  V less_one, power;
} NAME(exponential);

/// For |y| < 700: eʸ = 2ᵏ(1 + p) with |y − k·log 2| ≤ (log 2)/2, p by Taylor's series, right to 2⁻⁵⁶.
INLINE NAME(exponential) NAME(exp)(NAME(pair) y) {
  const double round = 0x1.8p52;
  V k = y.high * 1.44269504088896338700e+00 + round;
  I n = NAME(bits)(k);
  k = k - round;
  V r = (y.high - k * 6.93147180369123816490e-01) + (y.low - k * 1.90821492927058770002e-10);
  // Pairs, then pairs of pairs: what does not depend on one another goes on side by side.
  V r2 = r * r;
  V r4 = r2 * r2;
  V q0 = r * (1.0 / 6) + 0.5;
  V q2 = r * (1.0 / 120) + 1.0 / 24;
  V q4 = r * (1.0 / 5040) + 1.0 / 720;
  V q6 = r * (1.0 / 362880) + 1.0 / 40320;
  V q8 = r * (1.0 / 39916800) + 1.0 / 3628800;
  V q10 = r * (1.0 / 6227020800) + 1.0 / 479001600;
  V q = (q0 + r2 * q2) + r4 * ((q4 + r2 * q6) + r4 * (q8 + r2 * q10));
  V p = r + r2 * q;
  V scale = NAME(from_bits)((n << 52) + 0x3FF0000000000000);
  return (NAME(exponential)){scale * p + (scale - 1), scale * p + scale};
}

/// exp[0, y, y] = ((y − 1)eʸ + 1)/y², for |y| < 1 by its series Σ (k + 1)yᵏ/(k + 2)!; per_y is 1/y.
INLINE V NAME(second_difference)(V y, V power, V per_y) {
  V q = y * (18 / 121645100408832000.0) + 17 / 6402373705728000.0;
  q = y * q + 16 / 355687428096000.0;
  q = y * q + 15 / 20922789888000.0;
  q = y * q + 14 / 1307674368000.0;
  q = y * q + 13 / 87178291200.0;
  q = y * q + 12 / 6227020800.0;
  q = y * q + 11 / 479001600.0;
  q = y * q + 10 / 39916800.0;
  q = y * q + 9 / 3628800.0;
  q = y * q + 8 / 362880.0;
  q = y * q + 7 / 40320.0;
  q = y * q + 6 / 5040.0;
  q = y * q + 5 / 720.0;
  q = y * q + 4 / 120.0;
  q = y * q + 3 / 24.0;
  q = y * q + 2 / 6.0;
  q = y * q + 1 / 2.0;
  V direct = ((y - 1) * power + 1) * per_y * per_y;
  return NAME(choose)(NAME(magnitude)(y) < 1, q, direct);
}

/// exp[0, w, t, t] for |w|, |t| < 1: Σ Hₖ/(k + 3)!, H₀ = 1, Hₖ = wHₖ₋₁ + (k + 1)tᵏ.
INLINE V NAME(third_difference_near)(V w, V t) {
  static const double factors[] = {
      1.0 / 6,           1.0 / 24,           1.0 / 120,           1.0 / 720,
      1.0 / 5040,        1.0 / 40320,        1.0 / 362880,        1.0 / 3628800,
      1.0 / 39916800,    1.0 / 479001600,    1.0 / 6227020800,    1.0 / 87178291200,
      1.0 / 1307674368000, 1.0 / 20922789888000, 1.0 / 355687428096000,
      1.0 / 6402373705728000, 1.0 / 121645100408832000, 1.0 / 2432902008176640000};
  V h = NAME(number)(1);
  V power = h;
  V sum = NAME(number)(factors[0]);
  for (int k = 1; k < 18; k++) {
    power = power * t;
    h = w * h + (k + 1.0) * power;
    sum = sum + h * factors[k];
  }
  return sum;
}

/// The same where one of them, or L = t − w, is 1 or more, as LossKernel+ShapeDerivative.swift has it.
///
/// A division takes as long as sixteen products, and so three of them do for nine.
INLINE V NAME(third_difference_far)(V l, V u, V w, V t, NAME(exponential) ew, NAME(exponential) et) {
  const V one = NAME(number)(1);
  V per_l = one / l;
  V per_t = one / t;
  // At 0 a difference is the derivative there; the shape may be 0.
  V over_w = ew.less_one / w;
  V over_t = NAME(choose)(t == 0, one, et.less_one * per_t);
  I is_t_larger = NAME(magnitude)(t) >= l;
  V y = NAME(choose)(is_t_larger, l, t);
  V second = NAME(second_difference)(y, NAME(choose)(is_t_larger, one + u, et.power),
                                     NAME(choose)(is_t_larger, per_l, per_t));
  V by_t = (ew.power * second - (ew.power * (u * per_l) - over_w) * per_t) * per_t;
  V by_l = (second - (over_t - over_w) * per_l) * per_l;
  return NAME(choose)(is_t_larger, by_t, by_l);
}

INLINE void NAME(eight)(const loss_vector_constants *c, V x, I *outside, V *value, V *derivative,
                       V *shape_derivative, V *scale_derivative, V *weight) {
  V size = NAME(magnitude)(x);
  *outside |= ~(((size >= c->least) & (size <= c->most)) | (size == 0));
  V u = x * x * c->square_factor;
  NAME(pair) log = NAME(log1p)(u, c->square_rest);
  NAME(exponential) et, ew;
  NAME(pair) t, w;
  if (value || shape_derivative) {
    t = NAME(product)(c->half_shape, log);
    et = NAME(exp)(t);
  }
  if (derivative || shape_derivative || scale_derivative || weight) {
    w = NAME(product)(c->half_distance, log);
    ew = NAME(exp)(w);
  }
  if (value) *value = c->shape == 0 ? log.high : c->ratio * et.less_one;
  V pull;
  if (derivative || scale_derivative || weight) pull = ew.power * c->inverse_square;
  if (weight) *weight = pull;
  if (derivative) *derivative = x * pull;
  if (scale_derivative) *scale_derivative = -(x * pull) * (x * c->inverse_scale);
  if (shape_derivative) {
    V l = log.high;
    V tt = t.high + t.low;
    V ww = w.high + w.low;
    I is_near = (l < 1) & (NAME(magnitude)(tt) < 1) & (NAME(magnitude)(ww) < 1);
    V difference = NAME(number)(0);
    if (NAME(any)(is_near)) difference = NAME(third_difference_near)(ww, tt);
    if (NAME(any)(~is_near))
      difference =
          NAME(choose)(is_near, difference, NAME(third_difference_far)(l, u, ww, tt, ew, et));
    *shape_derivative = 0.25 * c->distance * l * l * l * difference;
  }
}

/// Eight at a time, the last of them filled up with zeros.
INLINE int NAME(run)(const loss_vector_constants *c, const double *x, size_t count,
                     const loss_vector_results *r, int has_value, int has_derivative,
                     int has_shape, int has_scale, int has_weight) {
  I outside = {};
  for (size_t i = 0; i < count; i += lanes) {
    size_t n = count - i < lanes ? count - i : lanes;
    size_t bytes = n * sizeof(double);
    V residual = NAME(number)(0), v, d, a, s, w;
    if (n == lanes) memcpy(&residual, x + i, sizeof residual);
    else memcpy(&residual, x + i, bytes);
    NAME(eight)(c, residual, &outside, has_value ? &v : 0, has_derivative ? &d : 0,
               has_shape ? &a : 0, has_scale ? &s : 0, has_weight ? &w : 0);
#define STORE(has, to, from) \
  if (has) { \
    if (n == lanes) memcpy(to + i, &from, sizeof from); \
    else memcpy(to + i, &from, bytes); \
  }
    STORE(has_value, r->value, v)
    STORE(has_derivative, r->derivative, d)
    STORE(has_shape, r->shape_derivative, a)
    STORE(has_scale, r->scale_derivative, s)
    STORE(has_weight, r->weight, w)
#undef STORE
  }
  return !NAME(any)(outside);
}

TARGET static int NAME(evaluate)(const loss_vector_constants *c, const double *x, size_t count,
                                 const loss_vector_results *r) {
  int v = r->value != NULL, d = r->derivative != NULL, a = r->shape_derivative != NULL,
      s = r->scale_derivative != NULL, w = r->weight != NULL;
  // What is asked for most often, without what is not.
  if (v && !d && !a && !s && !w) return NAME(run)(c, x, count, r, 1, 0, 0, 0, 0);
  if (!v && d && !a && !s && !w) return NAME(run)(c, x, count, r, 0, 1, 0, 0, 0);
  if (!v && !d && !a && !s && w) return NAME(run)(c, x, count, r, 0, 0, 0, 0, 1);
  if (v && d && a && s && !w) return NAME(run)(c, x, count, r, 1, 1, 1, 1, 0);
  return NAME(run)(c, x, count, r, v, d, a, s, w);
}

#undef INLINE
