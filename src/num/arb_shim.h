/* arb_shim.h -- Arb and FLINT under one name, wherever the distribution puts them. */
#ifndef ELENCHUS_ARB_SHIM_H
#define ELENCHUS_ARB_SHIM_H

#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include <gmp.h>
#include <mpfr.h>

#ifdef ELENCHUS_FLINT3
#include <flint/acb_mat.h>
#include <flint/arb.h>
#include <flint/arb_mat.h>
#include <flint/flint.h>
#include <flint/fmpq.h>
#include <flint/fmpq_mat.h>
#else
#include <acb_mat.h>
#include <arb.h>
#include <arb_mat.h>
#include <flint/flint.h>
#include <flint/fmpq.h>
#include <flint/fmpq_mat.h>
#endif

#endif
