#include "loss_vectors.h"

#include <stdint.h>
#include <string.h>

// Products and sums are each rounded, as IEEE 754 has it, with or without a fused instruction: so the bits
// are those of every machine, at every width.
#pragma clang fp contract(off)

// Vectors are passed among functions of this file only, which are all inlined.
#pragma clang diagnostic ignored "-Wpsabi"

// Two of the widest registers, whose operations need not wait for one another.
enum { lanes = 8 };
typedef double V __attribute__((vector_size(8 * lanes)));
typedef int64_t I __attribute__((vector_size(8 * lanes)));

#define NAME(name) name##_baseline
#define TARGET
#include "loss_vectors_body.h"
#undef NAME
#undef TARGET

#if defined(__x86_64__)
#define NAME(name) name##_avx2
#define TARGET __attribute__((target("avx2")))
#include "loss_vectors_body.h"
#undef NAME
#undef TARGET

#define NAME(name) name##_avx512
#define TARGET __attribute__((target("avx512f,avx512dq,avx512vl")))
#include "loss_vectors_body.h"
#undef NAME
#undef TARGET
#endif

int loss_vectors_variants(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) return 3;
  if (__builtin_cpu_supports("avx2")) return 2;
#endif
  return 1;
}

int loss_vectors_evaluate_variant(int variant, const loss_vector_constants *constants,
                                  const double *x, size_t count,
                                  const loss_vector_results *results) {
#if defined(__x86_64__)
  if (variant == 2) return evaluate_avx512(constants, x, count, results);
  if (variant == 1) return evaluate_avx2(constants, x, count, results);
#endif
  return evaluate_baseline(constants, x, count, results);
}

int loss_vectors_evaluate(const loss_vector_constants *constants, const double *x, size_t count,
                          const loss_vector_results *results) {
  return loss_vectors_evaluate_variant(loss_vectors_variants() - 1, constants, x, count, results);
}
