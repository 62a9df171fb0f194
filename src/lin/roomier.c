#include "lin/parts.h"

arith *roomier(arith *in, double lost_bits) {
  long more = lost_bits < 4096 ? (long)lost_bits : 4096;
  if (arith_kind(in) == DOUBLE || more <= 4) return in;
  return arith_kind(in) == BALL ? arith_ball(arith_bits(in) + more)
                                : arith_mpfr(arith_bits(in) + more);
}
