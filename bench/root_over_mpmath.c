/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The square root of a symmetric positive definite matrix at 256 bits: ours, enclosed in balls, and
 * mpmath's sqrtm, which encloses nothing, in turns in one run.  mpmath runs in one python3 that is
 * started before the clock; each batch it is told how often to repeat, and answers with its own CPU
 * time.  Without python3 (or what $PYTHON names) or mpmath that side is `missing` (Debian:
 * python3-mpmath, python3-gmpy2).
 */
#include <math.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lin/lin.h"
#include "paired.h"

enum { BITS = 256 };

static const char program[] =
    "import sys, time\n"
    "try:\n"
    "    import mpmath\n"
    "except ImportError:\n"
    "    print('missing', flush=True)\n"
    "    sys.exit()\n"
    "mpmath.mp.prec = 256\n"
    "print('mpmath', mpmath.__version__, 'on', mpmath.libmp.BACKEND, flush=True)\n"
    "for line in sys.stdin:\n"
    "    word = line.split()\n"
    "    if word[0] == 'matrix':\n"
    "        n = int(word[1])\n"
    "        x = [mpmath.mpf(int(p)) / 65536 for p in word[2:]]\n"
    "        A = mpmath.matrix(n, n)\n"
    "        for i in range(n * n):\n"
    "            A[i // n, i % n] = x[i]\n"
    "        Y = mpmath.sqrtm(A)\n"
    "        R = Y * Y - A\n"
    "        worst = max(abs(R[i, j]) for i in range(n) for j in range(n))\n"
    "        print(float(mpmath.log(worst, 2)) if worst else -1e9, flush=True)\n"
    "    else:\n"
    "        start = time.process_time()\n"
    "        for k in range(int(word[1])):\n"
    "            mpmath.sqrtm(A)\n"
    "        print((time.process_time() - start) / int(word[1]), flush=True)\n";

typedef struct {
  FILE *to, *from;
  pid_t pid;
  char version[256];
} peer;

static bool peer_start(peer *p) {
  int in[2], out[2];
  if (pipe(in) || pipe(out)) return false;
  fflush(NULL);
  p->pid = fork();
  if (p->pid == 0) {
    dup2(in[0], STDIN_FILENO), dup2(out[1], STDOUT_FILENO);
    close(in[0]), close(in[1]), close(out[0]), close(out[1]);
    const char *python = getenv("PYTHON");
    execlp(python ? python : "python3", "python3", "-c", program, (char *)NULL);
    _exit(127);
  }
  close(in[0]), close(out[1]);
  p->to = fdopen(in[1], "w"), p->from = fdopen(out[0], "r");
  if (p->pid < 0 || !p->to || !p->from || !fgets(p->version, sizeof p->version, p->from))
    return false;
  p->version[strcspn(p->version, "\n")] = '\0';
  return strcmp(p->version, "missing") != 0;
}

static double answer(peer *p) {
  char line[128];
  fflush(p->to);
  return fgets(line, sizeof line, p->from) ? atof(line) : NAN;
}

/* G G'/4 + I/8 with G of entries k/64: exact with denominator 65536. */
static arr some_spd(arith *in, int n, long *entries_) {
  unsigned long state = 7;
  arr e[n * n];
  for (int i = 0; i < n * n; i++) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    e[i] = rat(in, (long)(state >> 33) % 257 - 128, 64);
  }
  arr G = shaped(pack(in, n * n, e), n, n);
  arr A = add(times(dot(G, transpose(G)), 1, 4), times(eye(in, n), 1, 8));
  for (int i = 0; i < n * n; i++) entries_[i] = (long)(approx(A, i / n, i % n) * 65536);
  return A;
}

static arr matrix;

static void root_of(void *with) {
  (void)with;
  mark here = region_mark(matrix->in);
  spd_root(matrix);
  region_keep_(&here, 0, NULL);
}

static void print_row(int n, double ours, double theirs, double ratio, double width,
                      double residual) {
  printf("%-4d %10.1f %12.1f %8.0f %8s  2^%.0f enclosed;", n, 1e6 * ours, 1e6 * theirs, ratio,
         n == 16 ? "300" : "-", width);
  printf(" residual 2^%.0f%s\n", residual, n == 16 ? ratio >= 300 ? "  within" : "  under" : "");
  fflush(stdout);
}

static void contest(peer *p, bool there, int n) {
  arith *in = arith_ball(BITS);
  long e[n * n];
  matrix = some_spd(in, n, e);
  double width = log2_radius(spd_root(matrix)), residual = NAN, o[BATCHES], m[BATCHES], r[BATCHES];
  long calls = calls_for(root_of, NULL), theirs = n < 8 ? 8 : n < 16 ? 2 : 1;
  if (there) {
    fprintf(p->to, "matrix %d", n);
    for (int i = 0; i < n * n; i++) fprintf(p->to, " %ld", e[i]);
    fputc('\n', p->to);
    residual = answer(p);
  }
  for (int i = 0; i < BATCHES; i++) {
    o[i] = seconds_a_call(root_of, NULL, calls);
    if (there) fprintf(p->to, "time %ld\n", theirs);
    m[i] = there ? answer(p) : NAN;
    r[i] = m[i] / o[i];
  }
  if (there)
    print_row(n, median(o, BATCHES), median(m, BATCHES), median(r, BATCHES), width, residual);
  else
    printf("%-4d %10.1f %12s %8s %8s  2^%.0f enclosed\n", n, 1e6 * median(o, BATCHES), "missing",
           "-", n == 16 ? "300" : "-", width);
  arith_free(in);
}

int main(void) {
  peer p = { 0 };
  bool there = peer_start(&p);
  print_machine();
  printf("SPD root at %d bits; %s\n\n", BITS,
         there ? p.version : "mpmath is missing (Debian: python3-mpmath)");
  printf("%-4s %10s %12s %8s %8s\n", "n", "ours us", "sqrtm us", "times", "budget");
  for (int n = 4; n <= 16; n *= 2) contest(&p, there, n);
  if (p.to) fclose(p.to);
  if (p.from) fclose(p.from);
  if (p.pid > 0) waitpid(p.pid, NULL, 0);
  return 0;
}
