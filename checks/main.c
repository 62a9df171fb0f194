/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Criterion program.  Called bare, as make check calls it, it speaks TAP on standard output and
 * exits 0: automake's driver counts the `not ok` lines itself, and would report a non-zero exit as
 * one error more.  With arguments it has Criterion's usual command line, as in
 *     ./tests --verbose --filter 'claims/odt_*'
 */

#include <criterion/criterion.h>
#include <criterion/options.h>

int main(int argc, char **argv) {
  char *bare[] = { argv[0], "--tap", "-j2", "--always-succeed", NULL };
  if (argc == 1) {
    argc = 4;
    argv = bare;
  }
  struct criterion_test_set *tests = criterion_initialize();
  int passed = criterion_handle_args(argc, argv, true) ? criterion_run_all_tests(tests) : 1;
  criterion_finalize(tests);
  return !passed;
}
