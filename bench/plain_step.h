/* plain_step.h -- the Runge-Kutta step of S' = VSAS + (VSAS)' as one would write it by hand: loops
 * over one type of number.  Included once for every type, which is described by
 *
 *   NUMBER             the type of an entry
 *   NAME(x)            the name of a function for this type
 *   ADD, MUL(z, x, y)  z = x + y, z = x y, rounded
 *   BY(z, x, n)        z = x / n for a whole n
 *   TWICE(z, x)        z = 2 x
 *   DOT(z, n, x, y)    sum of x_l y_(l n), l < n, x and y pointers to entries
 *   TO(z, x)           z = x
 */

enum { NAME(MOST) = 64 };

typedef struct {
  NUMBER V[NAME(MOST)], A[NAME(MOST)], S0[NAME(MOST)], S[NAME(MOST)], T[1];
  NUMBER h[1], half[1], w[NAME(MOST)], y[NAME(MOST)], k[4][NAME(MOST)];
} NAME(plain);

static inline void NAME(each)(NAME(plain) * p, void (*on)(int, NUMBER *)) {
  NUMBER *all[] = { p->V, p->A, p->S0, p->S, p->w, p->y, p->k[0], p->k[1], p->k[2], p->k[3] };
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) on(NAME(MOST), all[i]);
  on(1, p->T), on(1, p->h), on(1, p->half);
}

static void NAME(product)(int n, NUMBER *z, NUMBER *x, NUMBER *y) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) DOT(z[i * n + j], n, x + i * n, y + j);
}

static void NAME(rate)(int n, NAME(plain) * p, NUMBER *F, NUMBER *S) {
  NAME(product)(n, F, p->V, S);
  NAME(product)(n, p->w, F, p->A);
  NAME(product)(n, F, p->w, S);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) ADD(p->w[i * n + j], F[i * n + j], F[j * n + i]);
  for (int i = 0; i < n * n; i++) TO(F[i], p->w[i]);
}

/* y = S + h k */
static void NAME(ahead)(int n, NAME(plain) * p, NUMBER *h, NUMBER *k) {
  for (int i = 0; i < n * n; i++) {
    MUL(p->y[i], *h, k[i]);
    ADD(p->y[i], p->S[i], p->y[i]);
  }
}

static void NAME(step)(int n, NAME(plain) * p) {
  NAME(rate)(n, p, p->k[0], p->S);
  NAME(ahead)(n, p, p->half, p->k[0]);
  NAME(rate)(n, p, p->k[1], p->y);
  NAME(ahead)(n, p, p->half, p->k[1]);
  NAME(rate)(n, p, p->k[2], p->y);
  NAME(ahead)(n, p, p->h, p->k[2]);
  NAME(rate)(n, p, p->k[3], p->y);
  for (int i = 0; i < n * n; i++) {
    ADD(p->w[i], p->k[1][i], p->k[2][i]);
    TWICE(p->w[i], p->w[i]);
    ADD(p->w[i], p->k[0][i], p->w[i]);
    ADD(p->w[i], p->w[i], p->k[3][i]);
    MUL(p->w[i], *p->h, p->w[i]);
    BY(p->w[i], p->w[i], 6);
    ADD(p->S[i], p->S[i], p->w[i]);
  }
}

static void NAME(run)(int n, int steps, NAME(plain) * p) {
  BY(*p->h, *p->T, steps);
  BY(*p->half, *p->h, 2);
  for (int i = 0; i < n * n; i++) TO(p->S[i], p->S0[i]);
  for (int i = 0; i < steps; i++) NAME(step)(n, p);
}

#undef NUMBER
#undef NAME
#undef ADD
#undef MUL
#undef BY
#undef TWICE
#undef TO
#undef DOT
