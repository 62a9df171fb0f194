/* closures.h -- fields of covariances of Gaussian tokens, shared by the chapters that run them. */
#ifndef ELENCHUS_CLOSURES_H
#define ELENCHUS_CLOSURES_H

#include "num/arr.h"

/* V S A S + S A' S V', the rate under softmax attention (Castin et al., eq. (4.1)). */
arr softmax_rate(arr S, arr A, arr V);

/* The same as a field, with = { A, V }. */
arr softmax_closure(arr t, arr S, const arr *with);

#endif
