/* closures.h -- fields of covariances of Gaussian tokens, shared by the chapters that run them. */
#ifndef ELENCHUS_CLOSURES_H
#define ELENCHUS_CLOSURES_H

#include "num/arr.h"

/* V S A S + S A' S V', the rate under softmax attention (Castin et al., eq. (4.1)). */
arr softmax_rate(arr S, arr A, arr V);

/* The same as a field, with = { A, V }. */
arr softmax_closure(arr t, arr S, const arr *with);

/* 2 V S (1 + 2 K'K S)^-1 K'Q S and its transpose, the rate under L2 attention (eq. (4.3), corrected). */
arr l2_rate(arr S, arr Q, arr K, arr V);

/* The same as a field, with = { Q, K, V }. */
arr l2_closure(arr t, arr S, const arr *with);

/* For a factor L of any number of columns, S = L L': L' = V L L' A L, with = { A, V }. */
arr softmax_factor(arr t, arr L, const arr *with);

/* (V T S + S T' V')/epsilon, T the entropic map of S to itself: the rate under Sinkhorn attention. */
arr sinkhorn_rate(arr S, arr A, arr V, arr epsilon);

/* The same as a field, with = { A, V, epsilon }. */
arr sinkhorn_closure(arr t, arr S, const arr *with);

#endif
