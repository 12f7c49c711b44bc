#pragma once
// The loss at many residuals at once: see LossVectors.swift, which decides where these hold.

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What depends on the shape and the scale alone. Numbers in two parts are exact but for their last bits;
/// the first part has at most 26 bits.
typedef struct loss_vector_constants {
  /// 1/(c²b), b = |shape − 2|, and the part of it that its rounding left.
  double square_factor, square_rest;
  /// shape/2.
  double half_shape[2];
  /// (shape − 2)/2.
  double half_distance[2];
  /// b/shape; not used if the shape is 0.
  double ratio;
  /// b.
  double distance;
  double shape;
  double inverse_scale, inverse_square;
  /// Residuals that are 0 or between these in magnitude are right; any other is not.
  double least, most;
} loss_vector_constants;

/// Where results go; each may be NULL.
typedef struct loss_vector_results {
  double *value, *derivative, *shape_derivative, *scale_derivative, *weight;
} loss_vector_results;

/// Evaluates the loss and what else is asked for at count residuals. Returns 0 if one was out of bounds.
int loss_vectors_evaluate(const loss_vector_constants *constants, const double *x, size_t count,
                          const loss_vector_results *results);

/// How many ways to do it this processor has: 1 for the instructions that all have, 2 with AVX2, 3 with
/// AVX-512.
int loss_vectors_variants(void);

/// The same by one of these ways, counted from 0; the bits are equal.
int loss_vectors_evaluate_variant(int variant, const loss_vector_constants *constants,
                                  const double *x, size_t count,
                                  const loss_vector_results *results);

#ifdef __cplusplus
}
#endif
