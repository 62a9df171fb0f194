/* Two-layer networks against automatic differentiation of the risk and against sums written out. */
#include "lin_near.h"
#include "random.h"
#include "flow/flow.h"
#include "flow/networks.h"
#include "lin/lin.h"

enum { N = 4, D = 2, P = 2, NEURONS = 3 };

static arr masses(arith *in) { return given(in, "1/2 1/3 1/6"); }

static arr smooth_risk(arr x, const arr *with) {
  return network_risk(tanh_unit, with[0], with[1], shaped(x, NEURONS, D + P), with[2]);
}
static arr linear_risk(arr x, const arr *with) {
  return network_risk(linear_unit, with[0], with[1], shaped(x, NEURONS, D + P), with[2]);
}

/* The gradient of the risk by the neuron i is w_i times that of the first variation there. */
Test(flow_networks, gradients_are_those_of_the_risk) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int smooth = 0; smooth < (k < INEXACT ? 2 : 1); smooth++) {
      arith *in = arithmetic_number(k);
      dice d = 5;
      arr Z = random_matrix(in, &d, N, D), Y = random_matrix(in, &d, N, P), w = masses(in);
      arr X = random_matrix(in, &d, NEURONS, D + P);
      arr slope = gradient(smooth ? smooth_risk : linear_risk, flat(X), (arr[]){ Z, Y, w });
      arr G = network_gradient(smooth ? tanh_unit : linear_unit, Z, Y, X, w);
      cr_expect(near(shaped(slope, NEURONS, D + P), mul(column(w), G), 20));
      arith_free(in);
    }
}

/* In balls the exact answer is contained. */
Test(flow_networks, balls_contain_the_exact_answer) {
  arith *exact = arith_exact(), *balls = arith_ball(64);
  dice d = 7, e = 7;
  arr Z = random_matrix(exact, &d, N, D), Y = random_matrix(exact, &d, N, P);
  arr X = random_matrix(exact, &d, NEURONS, D + P), w = masses(exact);
  arr z = random_matrix(balls, &e, N, D), y = random_matrix(balls, &e, N, P);
  arr x = random_matrix(balls, &e, NEURONS, D + P), v = masses(balls);
  cr_expect(contains(network_at(relu_unit, z, x, v), network_at(relu_unit, Z, X, w), 0));
  cr_expect(contains(network_risk(relu_unit, z, y, x, v), network_risk(relu_unit, Z, Y, X, w), 0));
  cr_expect(contains(network_gradient(relu_unit, z, y, x, v),
                     network_gradient(relu_unit, Z, Y, X, w), 0));
  arith_free(exact), arith_free(balls);
}

/* One datum z = (1, 2), y = 3; neurons u = (1, 1), v = 5 and u = (1, -1), v = 7, of mass 1/4 and 3/4:
 * arguments 3 and -1, prediction 15/4, miss 3/4. */
Test(flow_networks, by_hand) {
  arith *in = arith_exact();
  arr Z = given(in, "1 2;"), Y = given(in, "3;"), X = given(in, "1 1 5; 1 -1 7"),
      w = given(in, "1/4 3/4");
  cr_expect(equal(network_at(relu_unit, Z, X, w), given(in, "15/4;")) == YES);
  cr_expect(equal(network_risk(relu_unit, Z, Y, X, w), rat(in, 9, 16)) == YES);
  cr_expect(equal(network_gradient(relu_unit, Z, Y, X, w), given(in, "15/2 15 9/2; 0 0 0")) == YES);
  arith_free(in);
}

static arr relu_slope(arr s) { return relu_unit.slope(s); }

/* At the kink the slope is 0; a ball around it is left open. */
Test(flow_networks, kinks) {
  arith *in = arith_exact(), *balls = arith_ball(64);
  cr_expect(equal(relu_unit.slope(given(in, "-1 0; 1/2 0")), given(in, "0 0; 1 0")) == YES);
  cr_expect(equal(relu_unit.value(given(in, "-1 0; 1/2 3")), given(in, "0 0; 1/2 3")) == YES);
  arr open = shaped(ball(whole(balls, 0), whole(balls, 1)), 1, 1);
  cr_expect(inability_of(relu_slope, open) == UNDECIDED);
  arith_free(in), arith_free(balls);
}

/* The labels are met whatever the order of the data. */
Test(flow_networks, interpolation) {
  for (int k = 0; k < ARITHMETICS; k++)
    for (int n = 1; n <= 5; n++) {
      arith *in = arithmetic_number(k);
      dice d = (dice)n;
      arr Z = random_matrix(in, &d, n, D), Y = random_matrix(in, &d, n, P), a = given(in, "1 -1/3");
      arr X = interpolating_neurons(Z, Y, a), w = spread(rat(in, 1, n), column_at(X, 0));
      cr_expect(near(network_at(relu_unit, with_bias(Z), X, w), Y, 30), "n = %d", n);
      arith_free(in);
    }
}

/* The generator moves neurons of activation s against the gradient of the first variation. */
Test(flow_networks, linear_generator) {
  for (int k = 0; k < ARITHMETICS; k++) {
    arith *in = arithmetic_number(k);
    dice d = 3;
    arr Z = random_matrix(in, &d, N, D), Y = random_matrix(in, &d, N, P), w = masses(in);
    arr X = random_matrix(in, &d, NEURONS, D + P), Sigma = dot(transpose(X), mul(column(w), X));
    arr Szz = times(dot(transpose(Z), Z), 1, N), Syz = times(dot(transpose(Y), Z), 1, N);
    arr B = linear_generator(Sigma, Szz, Syz);
    cr_expect(near(dot(X, transpose(B)), neg(network_gradient(linear_unit, Z, Y, X, w)), 20));
    arith_free(in);
  }
}

/* det(Sigma - lambda J) vanishes at every eigenvalue, of which p are negative. */
Test(flow_networks, signed_spectrum) {
  for (int k = 0; k < INEXACT; k++)
    for (int d = 1; d <= 3; d++) {
      arith *in = arithmetic_number(k);
      dice seed = (dice)d;
      arr Sigma = random_spd(in, &seed, 4), values = signed_spectrum(Sigma, d), zero = whole(in, 0);
      arr J = signs(in, d, 4 - d), scale = determinant(Sigma);
      cr_expect(lt(item(values, 3 - d), zero) == YES && lt(zero, item(values, 4 - d)) == YES);
      for (int i = 0; i < 4; i++) {
        arr gone = determinant(sub(Sigma, mul(item(values, i), J)));
        cr_expect(near(add(scale, gone), scale, 20));
      }
      arith_free(in);
    }
}

/* Entries a, c, b: 4 s sqrt((a + b)^2 - 4 c^2). */
Test(flow_networks, linear_rate_of_one_input_and_one_output) {
  for (int k = 0; k < INEXACT; k++) {
    arith *in = arithmetic_number(k);
    arr Sigma = given(in, "2 -1/2; -1/2 1"), s = rat(in, 3, 5);
    arr stated = times(mul(s, root(whole(in, 8))), 4, 1);
    cr_expect(near(linear_rate(Sigma, row(flat(s))), stated, 20));
    arr Szz = given(in, "3 0; 0 1/2"), wide = given(in, "2 0 0; 0 5 0; 0 0 7");
    cr_expect(near(linear_rate(wide, Szz), whole(in, 18), 20)); /* 4 (2 + 7) / 2 */
    arith_free(in);
  }
}
