/*. # A density is not enough
 *
 *  Theorem 6.1 is printed for every initial law of neurons that has a density: the Wasserstein gradient
 *  flow of the risk of a ReLU network "can only converge to global minimizers". The theorem it stands
 *  for asks for more, that neurons point in *every* direction: every open cone has to have mass. A
 *  density on a box has none of that, and two boxes refute the printed statement. Data carry a bias,
 *  $\bar z_k=(z_k,1)$, and differ, so that the infimum of the risk is 0: a network of $N$ neurons meets
 *  every label (exhibited, in rational numbers).
 *
 *  **Dead.** If $\langle u,\bar z_k\rangle<0$ for every datum and every $u$ in the box, the network is
 *  zero and stays zero when any neuron is moved a little: the field vanishes on the support,
 *  $\alpha_t=\alpha_0$, and the risk is the mean of $|y|^2$ for ever.
 *
 *  **Always active.** If $\langle u,\bar z_k\rangle>0$ throughout, ReLU is the identity as long as no
 *  neuron meets its kink, and the flow is that of a linear network (Proposition 6.2, whose closure
 *  holds for every law). Its risk goes to that of the affine least squares, $f_*>0$ when the labels are
 *  not affine. The whole question is whether the neurons stay active *for all times*, and this can be
 *  decided. With $S=\frac1N\sum\bar z_k\bar z_k^\top$, $R=S\Sigma_{UV}-S_{zy}$,
 *  $J=\mathrm{diag}(\mathrm{Id},-1)$, and $\lambda_+$, $-\lambda_-$ the eigenvalues of $J\Sigma_0$ next
 *  to zero,
 *
 *  $$f-f_*\le(f(0)-f_*)\,e^{-\gamma t},\qquad\gamma=4(\lambda_++\lambda_-)\lambda_{\min}(S),\qquad|R|^2\le\lambda_{\max}(S)(f-f_*),$$
 *
 *  so $\rho=\int_0^\infty2|R|\,dt\le\frac4\gamma\sqrt{\lambda_{\max}(S)(f(0)-f_*)}$ is finite; and from
 *  $\dot u=-2Rv$, $\dot v=-2R^\top u$,
 *
 *  $$|u(t)-u_0|\le|u_0|(\cosh\rho-1)+|v_0|\sinh\rho,\qquad
 *    |v(t)-v_0|\le|v_0|(\cosh\rho-1)+|u_0|\sinh\rho .$$
 *
 *  Where the first is less than the distance of the box from every kink, $\min_k\langle u,\bar
 *  z_k\rangle/|\bar z_k|$, no neuron of the box can be the first to meet one. Every neuron then has a
 *  path of finite length, the law converges, and its limit is no global minimiser.
 *
 *  The run itself: the Gauss points of the box, eight or sixteen atoms, have the second moments of the
 *  whole law, hence its network for ever. They are flowed, enclosed, as neurons that keep their
 *  pattern, and their field must be that of the ReLU network. Since all neurons move by one linear map,
 *  the points carry the corners of the box with them, where the least argument over the box is taken.
 *
 *  **Every direction.** The same argument, with the opposite end, closes for a finite cloud. Data on
 *  the line cut the plane of $(u,b)$ into $2N$ cones by their kinks; put neurons of size $r$ and of
 *  both signs $v=\pm r$ into each. Let $m_{ik}=1$ where neuron $i$ is active on datum $k$. While no
 *  neuron meets a kink, the residuals $r_k=g(z_k)-y_k$ obey $\dot r=-\frac2NHr$ with
 *
 *  $$H\succeq H_u=\sum_iw_iv_i^2\,\big(m_{ik}m_{il}\langle\bar z_k,\bar z_l\rangle\big)_{kl},$$
 *
 *  a sum of fixed semidefinite matrices with weights $v_i^2$. Let $\delta$ be the least distance of a
 *  neuron from a kink. While no weight has moved by $\delta$, $f\le f(0)e^{-\gamma t}$ with
 *  $\gamma=\frac4N(1-\frac\delta r)^2\lambda_{\min}(H_u(0))$; and since $|\frac1N\sum r_km_{ik}\bar
 *  z_k|^2\le\lambda_{\max}(S)f$, the drifts of $u$ and of $v$ are bounded as above with
 *  $\rho=\frac4\gamma\sqrt{\lambda_{\max}(S)f(0)}$, of order $r^{-2}$. For large $r$ the certificate
 *  closes: the risk goes to zero. In the two boxes above $H_u$ is singular: dead neurons add nothing,
 *  active ones only one matrix, of rank $d+1<N$.
 */
#include "claim/claim.h"
#include "flow/flow.h"
#include "flow/networks.h"
#include "lin/lin.h"
#include "prob/prob.h"

static arr mean_of_columns(arr x) { return times(sum_columns(x), 1, x->rows); }
/* The points centre + signs * half over all signs, by rows. */
static arr corners(arr centre, arr half) {
  int n = centre->rows;
  arr points = NULL;
  for (int bits = 0; bits < 1 << n; bits++) {
    arr x[n];
    for (int i = 0; i < n; i++) {
      arr c = item(centre, i), h = item(half, i);
      x[i] = bits >> i & 1 ? add(c, h) : sub(c, h);
    }
    arr point = row(pack(centre->in, n, x));
    points = points ? stack(points, point) : point;
  }
  return points;
}

typedef struct {
  arr centre, half;
} box;

static box box_of(arr low, arr high) {
  return (box){ times(add(low, high), 1, 2), times(sub(high, low), 1, 2) };
}

/* Second moments of the uniform law on the box. */
static arr moments_of_box(box b) {
  return add(outer(b.centre, b.centre), diagonal(times(square(b.half), 1, 3)));
}

/* Arguments of the neurons that are the corners, on every datum. */
static arr arguments_at_corners(arr Z, arr points) {
  return dot(with_bias(Z), transpose(inner_weights(points, Z->columns + 1)));
}

static arr as_points(run *here, const char *low, const char *high) {
  box b = box_of(exact_input(here, low), exact_input(here, high));
  return corners(b.centre, b.half);
}

typedef struct {
  arr Z, Y, S, Syz; /* data with their bias, labels in a column, moments */
  arr affine;       /* the least risk of an affine function */
} problem;

static problem problem_of(arr Z, arr y) {
  problem p = { .Z = with_bias(Z), .Y = column(y) };
  p.S = times(dot(transpose(p.Z), p.Z), 1, Z->rows);
  p.Syz = times(dot(transpose(p.Y), p.Z), 1, Z->rows);
  arr best = solve(p.S, transpose(p.Syz));
  p.affine = times(total(square(sub(dot(p.Z, best), p.Y))), 1, Z->rows);
  return p;
}

/* The risk of a linear network with these second moments, above that of the best affine function. */
static arr excess_of(problem p, arr Sigma) {
  arr W = outer_weights(rows_from(Sigma, 0, p.S->rows), p.S->rows);
  arr off = sub(W, solve(p.S, transpose(p.Syz)));
  return total(mul(off, dot(p.S, off)));
}

/*. ## The certificate for all times */
typedef struct {
  arr rate, reach; /* gamma, rho */
} decay;

static arr largest_moment(problem p) { return largest_eigenvalue(p.S); }

/* The risk falls by gap, like e^(-rate t). */
static decay decay_from(problem p, arr gap, arr rate) {
  return (decay){ rate, over(times(root(mul(largest_moment(p), gap)), 4, 1), rate) };
}

static decay decay_of(problem p, arr Sigma) {
  return decay_from(p, excess_of(p, Sigma), linear_rate(Sigma, p.S));
}

static arr lengths(arr X) { return root(sum_rows(square(X))); }

static arr longest_of(arr points, int d) {
  return stack(greatest(lengths(inner_weights(points, d))),
               greatest(lengths(outer_weights(points, d))));
}

/* The farthest that inner and outer weights can go, which are no longer than that. */
static arr drifts(arr longest, arr reach) {
  arr e = expo(reach), one = whole(reach->in, 1), inverse_ = over(one, e);
  arr cosh_ = times(add(e, inverse_), 1, 2), sinh_ = times(sub(e, inverse_), 1, 2);
  arr others = stack(item(longest, 1), item(longest, 0));
  return add(mul(longest, sub(cosh_, one)), mul(others, sinh_));
}

/* The worst that can happen: two lengths that drive each other as fast as the risk, the third entry, lets
 * them; with: largest eigenvalue of S, rate. */
static arr driven(arr t, arr x, const arr *with) {
  arr force = times(root(mul(with[0], item(x, 2))), 2, 1);
  arr fall = neg(mul(with[1], item(x, 2)));
  return (void)t, stack(mul(force, stack(item(x, 1), item(x, 0))), fall);
}

static void compare_drifts(run *here, problem p, arr longest, arr gap, decay c) {
  arr one = whole(gap->in, 1), two = whole(gap->in, 2), T = over(two, c.rate);
  arr end = flow(driven, stack(longest, gap), T, largest_moment(p), c.rate);
  arr share = sub(one, expo(neg(one)));
  equals(here, "drifts of two lengths that drive each other", sub(rows_from(end, 0, 2), longest),
         drifts(longest, mul(c.reach, share)));
}

/*. ## The run */
/* Neurons that keep their pattern; with: data, labels, masses, pattern. */
static arr predicted(arr X, const arr *with) {
  int d = with[0]->columns;
  arr hidden = mul(with[3], dot(with[0], transpose(inner_weights(X, d))));
  return dot(hidden, mul(column(with[2]), outer_weights(X, d)));
}

static arr with_pattern(arr t, arr X, const arr *with) {
  int d = with[0]->columns;
  arr U = inner_weights(X, d), V = outer_weights(X, d), miss = sub(predicted(X, with), with[1]);
  arr inner = dot(transpose(mul(with[3], dot(miss, transpose(V)))), with[0]);
  arr hidden = mul(with[3], dot(with[0], transpose(U)));
  return (void)t, times(beside(inner, dot(transpose(hidden), miss)), -2, with[0]->rows);
}

static arr pattern_of(problem p, arr X) {
  return relu_unit.slope(dot(p.Z, transpose(inner_weights(X, p.Z->columns))));
}

/* An inner weight that goes so far loses at most so much of its argument on each datum. */
static void bound_losses(run *here, problem p, arr far, arr arguments) {
  arr loss = mul(far, column(lengths(p.Z)));
  at_most(here, "loss of argument for all times", spread(loss, arguments), arguments);
}

static arr measure_certificate(run *here, problem p, arr gauss, arr points, arr Z) {
  arr w = equal_masses(gauss), Sigma = dot(transpose(gauss), mul(column(w), gauss));
  box b = box_of(input(here, "low"), input(here, "high"));
  equals(here, "second moments of the Gauss points", Sigma, moments_of_box(b));
  equals(here, "risk above that of the best affine function",
         sub(network_risk(relu_unit, p.Z, p.Y, gauss, w), p.affine), excess_of(p, Sigma));
  decay c = decay_of(p, Sigma);
  arr longest = longest_of(points, p.S->rows), far = item(drifts(longest, c.reach), 0);
  compare_drifts(here, p, longest, excess_of(p, Sigma), c);
  bound_losses(here, p, far, arguments_at_corners(Z, points));
  return far;
}

/* Where the corners are when the Gauss points are at X: neurons move by one linear map. */
static arr stretched(arr X) {
  arr mean = row(times(sum_columns(X), 1, X->rows));
  return add(mean, mul(root(whole(X->in, 3)), sub(X, mean)));
}

static void measure_run(run *here, problem p, box b, arr Z) {
  arr Sigma = moments_of_box(b), points = corners(b.centre, b.half), times_ = input(here, "t");
  arr gauss = corners(b.centre, mul(root(rat(Z->in, 1, 3)), b.half)), w = equal_masses(gauss);
  arr far = measure_certificate(here, p, gauss, points, Z), zero = whole(Z->in, 0), before = zero;
  arr rate = decay_of(p, Sigma).rate, gap = excess_of(p, Sigma), X = gauss;
  rate = instead(here, "rate doubled", rate, times(rate, 2, 1));
  arr limit = instead(here, "as printed", p.affine, zero);
  arr with[] = { p.Z, p.Y, w, pattern_of(p, gauss), NULL };
  for (int i = 0; i < times_->rows; i++) {
    arr t = item(times_, i);
    X = flow_between(with_pattern, before, X, t, with), before = t;
    arr risk = network_risk(relu_unit, p.Z, p.Y, X, w), moved = stretched(X);
    at(here, "t", t);
    at_most(here, "risk above its limit", sub(risk, limit), mul(gap, expo(neg(mul(rate, t)))));
    exceeds(here, "least argument over the box", least(arguments_at_corners(Z, moved)), zero);
    equals(here, "field of the ReLU network", network_gradient(relu_unit, p.Z, p.Y, X, w),
           neg(with_pattern(t, X, with)));
    at_most(here, "drift of the corners, entry by entry",
            greatest(absolute(inner_weights(sub(moved, points), p.S->rows))), far);
  }
}

static void measure_dead(run *here, problem p) {
  box b = box_of(input(here, "low'"), input(here, "high'"));
  arr X = corners(b.centre, b.half), w = equal_masses(X), zero = whole(X->in, 0);
  arr still = network_gradient(relu_unit, p.Z, p.Y, X, w),
      level = item(mean_of_columns(square(p.Y)), 0);
  same(here, "field on dead neurons", still, wholes(still, 0));
  equals(here, "risk of dead neurons", network_risk(relu_unit, p.Z, p.Y, X, w),
         instead(here, "as printed", level, zero));
}

/*. ## Neurons in every direction */
/* The kinks of data z on the line cut the plane into cones.  Between two of them lie the neurons
 * r (1, -m) and r (-1, m) of either outer weight r and -r; z ascends. */
static arr one_in_every_cone(arr r, arr z) { /* an instance; mutants: aside */
  int n = z->rows;
  arr X = NULL, one = whole(r->in, 1), first = item(z, 0), last = item(z, n - 1);
  for (int j = 0; j <= n; j++) {
    arr left = j ? item(z, j - 1) : sub(first, one), right = j < n ? item(z, j) : add(last, one);
    arr rm = times(mul(r, add(left, right)), 1, 2), side = stack(r, neg(rm));
    arr here[] = { row(stack(side, r)), row(stack(side, neg(r))), row(stack(neg(side), r)),
                   row(stack(neg(side), neg(r))) };
    arr four = stack(stack(here[0], here[1]), stack(here[2], here[3]));
    X = X ? stack(X, four) : four;
  }
  return X;
}

/* The matrix H_u. */
static arr tangent_kernel(problem p, arr X, arr w) {
  arr s = dot(p.Z, transpose(inner_weights(X, p.Z->columns))), active = relu_unit.slope(s);
  arr v = flat(outer_weights(X, p.Z->columns)), weights = mul(w, square(v));
  return mul(product(active, diagonal(weights), transpose(active)), dot(p.Z, transpose(p.Z)));
}

static arr distance_from_own_kinks(problem p, arr X) {
  arr s = dot(p.Z, transpose(inner_weights(X, p.Z->columns)));
  return least(over(absolute(s), column(lengths(p.Z))));
}

/* What is left of the squares of weights no shorter than r when none has moved by more than far. */
static arr kept(arr far, arr r) { return square(sub(whole(far->in, 1), over(far, r))); }

/* H_u r, by moving the inner weights alone. */
static arr moved_by_inner_weights(problem p, arr X, const arr *with) {
  int d = p.Z->columns;
  arr speed = with_pattern(whole(X->in, 0), X, with), rest = wholes(outer_weights(X, d), 0);
  arr rate = derivative(predicted, X, beside(inner_weights(speed, d), rest), with);
  return times(rate, -p.Z->rows, 2);
}

static void measure_every_direction(run *here, problem p) {
  arr r = input(here, "r"), z = column_at(p.Z, 0), X = one_in_every_cone(r, z), w = equal_masses(X);
  int d = p.Z->columns;
  arr with[] = { p.Z, p.Y, w, pattern_of(p, X), NULL }, H = tangent_kernel(p, X, w);
  arr room = distance_from_own_kinks(p, X), shrunk = sub(whole(r->in, 1), over(room, r));
  arr f = network_risk(relu_unit, p.Z, p.Y, X, w), longest = longest_of(X, d);
  arr slow = mul(kept(room, r), least_eigenvalue(H));
  decay c = decay_from(p, f, times(slow, 4, p.Z->rows));
  arr far = drifts(longest, c.reach), s = dot(p.Z, transpose(inner_weights(X, d)));
  equals(here, "H_u on the residuals", moved_by_inner_weights(p, X, with),
         dot(H, sub(predicted(X, with), p.Y)));
  arr least_left = beside(inner_weights(X, d), mul(shrunk, outer_weights(X, d)));
  arr slowest = least_eigenvalue(tangent_kernel(p, least_left, w));
  equals(here, "least eigenvalue of H_u where every v has lost its most", slowest, slow);
  at_most(here, "drift of inner and of outer weights for all times", far, spread(room, far));
  bound_losses(here, p, item(far, 0), absolute(s));
  arr T = over(input(here, "clock"), square(r)), end = flow_from(with_pattern, X, T, with);
  at(here, "t", T);
  arr risk = network_risk(relu_unit, p.Z, p.Y, end, w);
  at_most(here, "decay in every direction", mul(c.rate, T), sub(ln(f), ln(risk)));
  equals(here, "field of neurons that keep their pattern", with_pattern(T, end, with),
         neg(network_gradient(relu_unit, p.Z, p.Y, end, w)));
  arr moved = absolute(sub(end, X));
  at_most(here, "drift of inner and of outer weights, entry by entry",
          stack(greatest(inner_weights(moved, d)), greatest(outer_weights(moved, d))), far);
}

/* with: data with bias, labels, masses, step */
static arr descend(const arr *with, int i, arr X) { /* for the figure; mutants: aside */
  arr G = network_gradient(relu_unit, with[0], with[1], X, with[2]);
  return (void)i, sub(X, mul(with[3], G));
}

static void trace_every_direction(run *here, problem p) {
  arith *A = p.Z->in;
  arr X = one_in_every_cone(whole(A, 1), column_at(p.Z, 0)),
      with[] = { p.Z, p.Y, equal_masses(X), rat(A, 1, 8), NULL };
  for (int i = 0; i <= 20; i++) {
    arr t = whole(A, 5L * i);
    trace_point(here, "every direction", t, network_risk(relu_unit, p.Z, p.Y, X, with[2]));
    X = iterate(40, descend, X, with);
  }
}

/* The two boxes on the same axis, for the figure. */
static void trace_boxes(run *here, problem p, box b) {
  arith *A = p.Z->in;
  arr X = corners(b.centre, mul(root(rat(A, 1, 3)), b.half)), w = equal_masses(X),
      before = whole(A, 0);
  arr with[] = { p.Z, p.Y, w, pattern_of(p, X), NULL };
  for (int i = 0; i <= 20; i++) {
    arr t = whole(A, 5L * i);
    X = flow_between(with_pattern, before, X, t, with), before = t;
    trace_point(here, "always active", t, network_risk(relu_unit, p.Z, p.Y, X, w));
    trace_point(here, "dead", t, item(mean_of_columns(square(p.Y)), 0));
  }
}

static bool on_the_line(run *here) { return exact_input(here, "Z")->columns == 1; }

static void measure(run *here) {
  arr Z = input(here, "Z"), direction = input(here, "direction");
  problem p = problem_of(Z, input(here, "y"));
  arr X = interpolating_neurons(Z, p.Y, direction);
  part(here, "a density");
  equals(here, "labels met by a network", network_at(relu_unit, p.Z, X, equal_masses(X)), p.Y);
  exceeds(here, "affine risk", p.affine, whole(Z->in, 0));
  measure_dead(here, p);
  part(here, "always active");
  box b = box_of(input(here, "low"), input(here, "high"));
  measure_run(here, p, b, Z);
  if (!on_the_line(here)) return;
  part(here, "every direction");
  measure_every_direction(here, p);
  if (arith_kind(Z->in) != DOUBLE || under(here, "as printed")) return;
  trace_boxes(here, p, b);
  trace_every_direction(here, p);
}

static truth first_box_is_active(run *here) {
  arr s = arguments_at_corners(exact_input(here, "Z"), as_points(here, "low", "high"));
  return lt(whole(s->in, 0), s);
}

static truth second_box_is_dead(run *here) {
  arr s = arguments_at_corners(exact_input(here, "Z"), as_points(here, "low'", "high'"));
  return lt(s, whole(s->in, 0));
}

static truth boxes_have_inner_points(run *here) {
  truth first = lt(exact_input(here, "low"), exact_input(here, "high"));
  return first == YES ? lt(exact_input(here, "low'"), exact_input(here, "high'")) : first;
}

static truth data_differ(run *here) {
  arr Z = exact_input(here, "Z"), p = dot(Z, exact_input(here, "direction"));
  for (int i = 0; i < p->rows; i++)
    for (int j = 0; j < i; j++) {
      bool equal_ = equal(item(p, i), item(p, j)) == YES;
      bool descending = Z->columns == 1 && lt(entry(Z, j, 0), entry(Z, i, 0)) != YES;
      if (equal_ || descending) return NO;
    }
  return YES;
}

static truth dimensions_agree(run *here) {
  int d = exact_input(here, "Z")->columns;
  bool boxes = exact_input(here, "low")->rows == d + 2;
  return boxes && exact_input(here, "direction")->rows == d ? YES : NO;
}

static arr affine_risk(run *here) { return problem_of(input(here, "Z"), input(here, "y")).affine; }

/* Data spread over [-1, 1], small labels, and a deep box, so that the certificate closes. */
static void deep_boxes(draw *d) {
  arr z = draw_list(d, "-16..-13/16 -8..-5/16 3..6/16 12..16/16");
  arr y = draw_list(d, "-8..8/32 1..8/32 -8..-1/32 -8..8/32");
  arr depth = draw_between(d, 16, 24, 2), one = whole(z->in, 1), zero = whole(z->in, 0);
  arr slope = draw_between(d, 6, 8, 2), size = draw_between(d, 1, 4, 16);
  set(d, "Z", column(z));
  set(d, "y", y);
  set(d, "direction", flat(one));
  set(d, "low", stack(stack(neg(slope), depth), neg(size)));
  set(d, "high", stack(stack(slope, add(depth, one)), size));
  set(d, "low'", stack(stack(neg(one), neg(add(depth, one))), zero));
  set(d, "high'", stack(stack(one, neg(depth)), size));
  set(d, "t", draw_list(d, "1..4/256 5..8/256"));
  set(d, "r", whole(z->in, draw_whole(d, 80, 99)));
  set(d, "clock", draw_between(d, 1, 4, 64));
}

CLAIM(odt_T6_1) = {
  .title = "global convergence of two-layer ReLU networks",
  .kind = THEOREM,
  .where = "Theorem 6.1",
  .says =
      "Consider the two-layer MLP (21) with ReLU activation. If the initialization α₀ has a "
      "density with respect to Lebesgue measure, then the Wasserstein gradient flow of f(α) can "
      "only converge to global minimizers of f",
  .correction = "if every open cone of neurons has positive mass under α₀ (and the flow converges)",
  .sentence =
      "False as printed: a density on a box of dead neurons does not move, and one on a box of "
      "always active neurons converges to the affine least squares.",
  .remains =
      "The theorem of the source, which asks for neurons in every direction; a finite cloud all "
      "round, whose convergence is certified, illustrates it and does not prove it.",
  .inputs = { { "Z", "N,d", REAL, "data, by rows, without their bias" },
              { "y", "N", REAL, "labels" },
              { "direction", "d", REAL, "along which the data differ" },
              { "low", "D", REAL, "lower corner of a box of active neurons (u, bias, v)" },
              { "high", "D", REAL, "its upper corner" },
              { "low'", "D", REAL, "lower corner of a box of dead neurons" },
              { "high'", "D", REAL, "its upper corner" },
              { "t", "m", POSITIVE, "times for the active box, ascending" },
              { "r", "", POSITIVE, "size of the neurons in every cone, for data on the line" },
              { "clock", "", POSITIVE, "r² times the time for these" } },
  .hypotheses = { { "a neuron has an inner weight, a bias and an outer weight", dimensions_agree },
                  { "both boxes have inner points", boxes_have_inner_points },
                  { "the first box is active on every datum", first_box_is_active },
                  { "the second box is dead on every datum", second_box_is_dead },
                  { "the data differ, and ascend on the line", data_differ } },
  .instances = { { "five data on the line",
                   { "Z = -1; -1/2; 0; 1/2; 1", "y = 1/2 -3/10 1/5 2/5 -3/5", "direction = 1",
                     "low = -3/2 3 -1/4", "high = 3/2 4 1/4", "low' = -1/2 -2 1/2",
                     "high' = 1/2 -1 3/2", "t = 1/32 1/8", "r = 64", "clock = 1/8" } },
                 { "five data in the plane",
                   { "Z = 1 1/2; -2/3 1; 3/4 -1; -1 -2/3; 1/5 1/3", "y = 1/4 -1/5 1/8 1/3 -1/2",
                     "direction = 1 1/3", "low = -3 -3 12 -1/8", "high = 3 3 13 1/6",
                     "low' = -1 -2 -5 -1", "high' = 1 0 -4 2", "t = 1/128", "r = 30",
                     "clock = 1" } } },
  .draw = deep_boxes,
  .draws = 1,
  .visible = { { "least risk of an affine function", affine_risk } },
  .standing = CORRECTED,
  .erratum = HYPOTHESIS,
  .at_least = CERTIFIED,
  .encloses = FLOW,
  .uses = { "odt-P6.2", "odt-R6.2b", "odt-R6.1a", "odt-E21" },
  .parts = { { "a density", REFUTED, "α₀ with a density converges to global minimizers only",
               "a box of dead neurons rests at the risk (1/N) Σ‖y_k‖²", HYPOTHESIS, PRINTED },
             { "always active", HOLDS,
               "a box that is deep enough stays active for all times, and f(α_t) − f∗ ≤ (f(α₀) − "
               "f∗) "
               "exp(−4(λ₊+λ₋)λ_min(S)t) with f∗ > 0 the affine least-squares risk",
               NULL, NO_ERRATUM, DERIVED },
             { "every direction", HOLDS,
               "a finite cloud with both signs in directions all round, far enough out, keeps its "
               "pattern and has f ≤ f(0) exp(−λ_min(H_u)t/N) → 0",
               NULL, NO_ERRATUM, DERIVED } },
  .measure = measure,
  .controls = { { "as printed" }, { "rate doubled", "five data on the line" } },
};
