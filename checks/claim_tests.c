/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One Criterion test a claim, named by its id.  The makefile gathers the ids from the chapters, for
 * Criterion wants to know its tests before the program starts and cannot ask the registry. */

#include <criterion/criterion.h>

#include "claim/claim.h"

static void examine(const char *id) {
  char why[4096] = "";
  cr_assert_eq(claim_main_test(id, why, sizeof why), 0, "%s", why);
}

#define CLAIM_TEST(name, id) \
  Test(claims, name, .description = id) { examine(id); }
#define PROOF_TEST(name, id) \
  Test(proofs, name, .description = id) { examine(id); }

#include "claim_tests.inc"
