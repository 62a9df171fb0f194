/*. # Covariances of rank one
 *
 *  If $\Sigma=LL^\top$ with $L$ of any number of columns, then $\dot L=V\Sigma AL=VL\,(L^\top AL)$ gives
 *  $\dot\Sigma=V\Sigma A\Sigma+\Sigma A^\top\Sigma V^\top$. So every rank is kept while the solution lasts, and for one
 *  column $u$ this is Lemma 4.6, $\dot u=(u^\top Au)\,Vu$.
 *
 *  "Finding a closed form for $u(t)$ seems a difficult problem." Up to a clock it is not: the direction of
 *  $\dot u$ is $Vu$, so $u$ moves on the curve $w(\tau)=e^{\tau V}u_0$ of a *linear* equation, with
 *
 *  $$u(t)=w(\tau(t)),\qquad\dot\tau=q(\tau)=w(\tau)^\top A\,w(\tau),\qquad t=\int_0^\tau\frac{d\sigma}{q(\sigma)} .$$
 *
 *  One quadrature. It also decides the fate. Let $A+A^\top\prec0$, which the lemma does not ask for; then $q<0$ and $\tau$ decreases for ever, and
 *  $|q|$ is $|w|^2$ up to constants. The solution blows up in finite time if and only if
 *  $\int_{-\infty}^0|e^{\sigma V}u_0|^{-2}d\sigma<\infty$, that is, if $u_0$ has a part in a *generalised* eigenspace
 *  of $V$ with $\Re\lambda<0$, or excites a Jordan chain of length two or more with $\Re\lambda=0$. Eigenvectors
 *  alone do not tell: for $V=\begin{pmatrix}0&1\\0&0\end{pmatrix}$, $A=-\mathrm{Id}$, $u_0=(0,1)$,
 *
 *  $$u(t)=(-\tan t,\;1),$$
 *
 *  although 0 is the only eigenvalue of $V$: infinite at $t=\frac\pi2$. For $V=\mathrm{Id}$,
 *  $u=u_0/\sqrt{1-2t\,u_0^\top Au_0}$.
 */
#include "claim/claim.h"
#include "flow/closures.h"
#include "flow/flow.h"
#include "lin/lin.h"

static arr square_of(arr u) { return outer(u, u); }

static arr form(arr u, arr A) { return dot(u, dot(A, u)); }

static arr moving(arr t, arr u, const arr *with) {
  (void)t;
  return mul(form(u, with[0]), dot(with[1], u));
}

static arr moving_by_transpose(arr t, arr u, const arr *with) {
  (void)t;
  return mul(form(u, with[0]), dot(transpose(with[1]), u));
}

/* The curve w and its time, in the parameter -tau, which increases: w_1, ..., w_d, t. */
static arr along_the_curve(arr tau, arr state, const arr *with) {
  int d = state->rows - 1;
  arr w = rows_from(state, 0, d);
  (void)tau;
  return neg(stack(dot(with[1], w), reciprocal(form(w, with[0]))));
}

static arr minor_of(arr S) { return determinant(rows_from(transpose(rows_from(S, 0, 2)), 0, 2)); }

static void measure_curve(run *here, arr A, arr V, arr u0, arr tau) {
  int d = u0->rows;
  arr end = flow(along_the_curve, stack(u0, wholes(tau, 0)), tau, A, V);
  arr w = rows_from(end, 0, d), t = item(end, d);
  at(here, "t", t);
  part(here, "the vector equation");
  field F = instead(here, "V transposed", moving, moving_by_transpose);
  arr u = flow(F, u0, t, A, V);
  equals(here, "covariance and its root", flow(softmax_closure, square_of(u0), t, A, V),
         square_of(u));
  part(here, "one quadrature");
  equals(here, "vector at the time of tau", u, w);
}

/* Below the blow-up: |u|^2 is at most |u0|^2/(1 - 2|A||V||u0|^2 t). */
static arr early_time(arr A, arr V, arr u0) {
  arr one = whole(u0->in, 1), sizes = mul(add(one, total(square(A))), add(one, total(square(V))));
  return reciprocal(times(mul(sizes, dot(u0, u0)), 2, 1));
}

/* The lemma asks nothing of A: it is negated, and made indefinite. */
static void measure_other_keys(run *here, arr A, arr V, arr u0) {
  arr first = row_at(eye(u0->in, u0->rows), 0);
  arr indefinite = sub(A, mul(times(trace(A), 2, 1), outer(first, first)));
  for (int i = 0; i < 2; i++) {
    arr keys = i ? indefinite : neg(A), t = early_time(keys, V, u0),
        u = flow(moving, u0, t, keys, V);
    arr S = flow(softmax_closure, square_of(u0), t, keys, V);
    at(here, "t", t);
    part(here, "rank one");
    exceeds(here, "largest eigenvalue of the other keys", largest_eigenvalue(keys), wholes(t, 0));
    if (i)
      exceeds(here, "least, negated, of indefinite ones", neg(least_eigenvalue(keys)),
              wholes(t, 0));
    vanishes(here, "a minor of the covariance, for other keys", minor_of(S), square(trace(S)));
    part(here, "the vector equation");
    equals(here, "covariance and its root, for other keys", S, square_of(u));
  }
}

static void measure_ranks(run *here, arr A, arr V, arr u0, arr t) {
  arr S = flow(softmax_closure, square_of(u0), t, A, V);
  part(here, "rank one");
  at(here, "t", t);
  vanishes(here, "a minor of the covariance", minor_of(S), square(trace(S)));
  arr L = beside(column(u0), column(dot(V, u0))), L_t = flow(softmax_factor, L, t, A, V);
  equals(here, "covariance of rank two, and its factor",
         flow(softmax_closure, dot(L, transpose(L)), t, A, V), dot(L_t, transpose(L_t)));
}

/* A = -1 and the nilpotent V of the prose, from (0, h): u = (-h tan(h^2 t), h). */
static void measure_chain(run *here, arr h) {
  arith *N = h->in;
  arr A = neg(eye(N, 2)), V = given(N, "0 1; 0 0"), u0 = stack(wholes(h, 0), h);
  arr rate = square(h), t_star = over(times(constant_pi(N), 1, 2), rate);
  part(here, "blow-up by generalised eigenvectors");
  for (int i = 1; i < 10; i += 2) {
    arr t = times(t_star, i, 10), angle = mul(rate, t);
    at(here, "t", t);
    arr stated = stack(neg(mul(h, over(sine(angle), cosine(angle)))), h);
    equals(here, "vector", flow(moving, u0, t, A, V), stated);
    trace_point(here, "chain", t, stated);
  }
  if (arith_kind(N) != BALL) return;
  arr state, last = flow_until_blow_up(moving, u0, 16, &state, (arr[]){ A, V });
  at_most(here, "last certified time", last, t_star);
  exceeds(here, "last certified time, within a thousandth", last, times(t_star, 999, 1000));
}

/* The curve of the linear equation, and the solution on it at equal times. */
static void trace_curve(run *here, arr A, arr V, arr u0, arr tau) {
  arr start = stack(u0, wholes(tau, 0));
  for (int i = 0; i <= 48; i++) {
    arr w = flow(along_the_curve, start, times(tau, i, 8), A, V);
    trace_point(here, "curve", item(w, 0), item(w, 1));
  }
  for (int i = 0; i <= 16; i++) {
    arr u = flow(moving, u0, times(tau, 2 * i, 1), A, V);
    trace_point(here, "solution", item(u, 0), item(u, 1));
  }
}

static void measure_rank_one(run *here) {
  arr A = input(here, "A"), V = input(here, "V"), u0 = input(here, "u0"), tau = input(here, "tau");
  measure_curve(here, A, V, u0, tau);
  if (under(here, "V transposed")) return;
  measure_ranks(here, A, V, u0, times(tau, 1, 4));
  measure_other_keys(here, A, V, u0);
  if (u0->rows == 2) measure_chain(here, item(u0, 1));
  if (u0->rows == 2 && arith_kind(u0->in) == DOUBLE) trace_curve(here, A, V, u0, tau);
}

static truth keys_repel(run *here) {
  arr A = exact_input(here, "A");
  return positive_definite(neg(add(A, transpose(A))));
}
static arr drift_off_the_line(run *here) {
  arr u = input(here, "u0"), w = dot(input(here, "V"), u);
  return sub(mul(dot(u, u), dot(w, w)), square(dot(u, w)));
}

static void any_vector(draw *d) {
  int n = (int)draw_whole(d, 2, 3);
  arr G = draw_dyadic(d, n, n), u = draw_dyadic(d, n, 0);
  set(d, "A", sub(times(sub(G, transpose(G)), 1, 4), draw_spd(d, n)));
  set(d, "V", times(draw_dyadic(d, n, n), 1, 2));
  set(d, "u0", stack(draw_between(d, 5, 9, 8), rows_from(u, 1, n - 1)));
  set(d, "tau", draw_between(d, 1, 4, 16));
}

CLAIM(udt_L4_6) = {
  .title = "rank one is preserved, and is solved by one quadrature",
  .kind = LEMMA,
  .where = "Lemma 4.6",
  .says = "the maximal solution with Σ₀ := u₀u₀ᵀ is of rank 1 for all times where it is defined; "
          "with Σ(t) =: u(t)u(t)ᵀ, u' = (uᵀAu)Vu",
  .sentence =
      "Holds for every rank; the vector runs on e^(τV)u₀ with a scalar clock, which decides "
      "between decay and blow-up.",
  .inputs = { { "A", "d,d", REAL, "KᵀQ" },
              { "V", "d,d", REAL, "values" },
              { "u0", "d", REAL, "the initial vector" },
              { "tau", "", POSITIVE, "minus the parameter of the curve" } },
  .hypotheses = { { "A + A' is negative definite", keys_repel } },
  .instances = { { "the plane",
                   { "A = -1 1/2; -3/4 -2/3", "V = 1/2 1; -1/3 2/5", "u0 = 1 -3/4", "tau = 3/4" } },
                 { "space",
                   { "A = -1 1/2 0; -3/4 -2/3 1/4; 1/3 0 -1/2",
                     "V = 1/2 1 0; -1/3 2/5 1; 0 1/4 -1/3", "u0 = 1 -3/4 1/2", "tau = 1/2" } } },
  .draw = any_vector,
  .draws = 1,
  .visible = { { "drift off the line of u0", drift_off_the_line } },
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "udt-P4.2" },
  .parts = { { "rank one", HOLDS, "Σ(t) is of rank 1", NULL, NO_ERRATUM, PRINTED },
             { "the vector equation", HOLDS, "u' = (uᵀAu)Vu", NULL, NO_ERRATUM, PRINTED },
             { "one quadrature", HOLDS, "u(t) = e^(τV)u₀ with t = ∫₀^τ dσ/q(σ), q = wᵀAw", NULL,
               NO_ERRATUM, DERIVED },
             { "blow-up by generalised eigenvectors", HOLDS,
               "V nilpotent, A = −I: u = (−tan t, 1) is infinite at π/2", NULL, NO_ERRATUM,
               DERIVED } },
  .measure = measure_rank_one,
  .controls = { { "V transposed" } },
};

/*. ## Stationary points of rank one
 *
 *  For vectors, $\|wu^\top+uw^\top\|_F^2=2|w|^2|u|^2+2(w\cdot u)^2$. With $w=(u^\top Au)Vu$ the right side of the
 *  equation at $uu^\top$ has the size
 *
 *  $$\|F(uu^\top)\|_F^2=2\,(u^\top Au)^2\big(|Vu|^2|u|^2+(u\cdot Vu)^2\big),$$
 *
 *  zero for $u\ne0$ exactly if $Vu=0$ or $u^\top(A+A^\top)u=0$: Lemma 4.7, with the residual. That the cone
 *  is non-trivial if and only if $S=A+A^\top$ has a zero eigenvalue or eigenvalues of opposite sign: a
 *  definite $S$ has none, and from a vector $x$ with $x^\top Sx>0$ to one with $x^\top Sx<0$ every path
 *  crosses it. $u^\top Vu=0$ is no substitute for $Vu=0$.
 *
 *  The family builds $u$ on the cone, off it, and in $\ker V$.
 */
static arr residual(arr u, arr A, arr V) { return total(square(softmax_rate(square_of(u), A, V))); }

static arr residual_stated(run *here, arr u, arr A, arr V) {
  arr w = dot(V, u), across = square(dot(u, w)), along = mul(dot(w, w), dot(u, u));
  arr sizes = instead(here, "the angle between u and Vu forgotten", add(along, across), along);
  return times(mul(square(form(u, A)), sizes), 2, 1);
}

static void measure_stationary(run *here) {
  arr G = input(here, "A"), V = input(here, "V"), u = input(here, "u");
  equals(here, "size of the rate, squared", residual(u, G, V), residual_stated(here, u, G, V));
  apart(here, "off the cone it is not zero", residual(u, G, V), whole(u->in, 0));
  arr scale = mul(square(mul(norm(G), norm(V))), power(norm(u), 8));
  arr off = over(form(u, G), square(dot(u, u)));
  arr on_cone =
      sub(G, mul(instead(here, "half-way to the cone", off, times(off, 1, 2)), square_of(u)));
  vanishes(here, "rate on the cone", residual(u, on_cone, V), scale);
  arr killing = sub(V, over(outer(dot(V, u), u), dot(u, u)));
  vanishes(here, "rate for u in the kernel of V", residual(u, G, killing), scale);
  arr turned = sub(V, mul(over(form(u, V), dot(u, u)), eye(u->in, u->rows)));
  vanishes(here, "u'Vu, made to vanish", form(u, turned), mul(norm(V), dot(u, u)));
  apart(here, "which is not enough", residual(u, G, turned), whole(u->in, 0));
}

static void any_direction(draw *d) {
  int n = (int)draw_whole(d, 2, 4);
  arr u = draw_dyadic(d, n, 0);
  set(d, "A", draw_dyadic(d, n, n));
  set(d, "V", draw_dyadic(d, n, n));
  set(d, "u", stack(draw_between(d, 3, 9, 8), rows_from(u, 1, n - 1)));
}

static truth off_the_cone(run *here) {
  arr u = exact_input(here, "u"), value = form(u, exact_input(here, "A"));
  return equal(value, wholes(value, 0)) == YES ? NO : YES;
}
static truth no_eigenvector(run *here) {
  arr u = exact_input(here, "u"), w = dot(exact_input(here, "V"), u);
  return matrix_rank(stack(row(u), row(w))) == 2 ? YES : NO;
}

CLAIM(udt_L4_7) = {
  .title = "rank-one stationary points",
  .kind = LEMMA,
  .where = "Lemma 4.7",
  .says = "uuᵀ is a stationary point of Equation (4.1) if and only if u ∈ ker V or uᵀ(A + Aᵀ)u = 0",
  .sentence = "Holds, with the size of the residual: ‖F(uuᵀ)‖² = 2(uᵀAu)²(|Vu|²|u|² + (u·Vu)²).",
  .inputs = { { "A", "d,d", REAL, "KᵀQ" },
              { "V", "d,d", REAL, "values" },
              { "u", "d", REAL, "a vector off the cone" } },
  .hypotheses = { { "u'(A + A')u is not zero", off_the_cone },
                  { "u is no eigenvector of V", no_eigenvector } },
  .instances = { { "the plane", { "A = 1 -2; 0 -1", "V = 1 1/2; -1/3 1", "u = 3/4 1/5" } },
                 { "space",
                   { "A = -1 1/2 0; -3/4 2/3 1/4; 1/3 0 -1/2",
                     "V = 1/2 1 0; -1/3 2/5 1; 0 1/4 -1/3", "u = 1 -3/4 1/2" } } },
  .draw = any_direction,
  .standing = HOLDS,
  .at_least = CERTIFIED,
  .uses = { "udt-L4.6" },
  .measure = measure_stationary,
  .controls = { { "the angle between u and Vu forgotten" }, { "half-way to the cone" } },
};
