/* attention.h -- tokens, by rows, under softmax attention. */
#ifndef ELENCHUS_ATTENTION_H
#define ELENCHUS_ATTENTION_H

#include "num/arr.h"

typedef struct {
  arr Q, K, V;
} head;

/* Queries, keys and values on straight lines: with = { Q0, Q1, K0, K1, V0, V1 }, at 0 and at 1. */
head head_at(arr t, const arr *with);

/* Row by row, V times the mean of the cloud, its masses multiplied by e^<Qx, Ky>, x a row of X and y
 * one of the cloud.  Masses of any sum. */
arr attention(head, arr X, arr cloud, arr log_masses);

/* The same as a field, with = { Q0, ..., V1, log masses }: the cloud is the first rows of X, as many
 * as there are masses; the rows after it are tokens that feel and are not felt. */
arr attention_field(arr t, arr X, const arr *with);

#endif
