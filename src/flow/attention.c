#include "flow/attention.h"

#include "prob/prob.h"

static arr on_the_line(arr t, arr start, arr end) {
  return add(mul(sub(whole(t->in, 1), t), start), mul(t, end));
}

head head_at(arr t, const arr *with) {
  return (head){ on_the_line(t, with[0], with[1]), on_the_line(t, with[2], with[3]),
                 on_the_line(t, with[4], with[5]) };
}

arr attention(head h, arr X, arr cloud, arr log_masses) {
  arr queries = dot(X, transpose(h.Q)), keys = dot(cloud, transpose(h.K));
  arr scores = add(dot(queries, transpose(keys)), row(log_masses));
  return product(softmax(scores), cloud, transpose(h.V));
}

arr attention_field(arr t, arr X, const arr *with) {
  return attention(head_at(t, with), X, rows_from(X, 0, with[6]->rows), with[6]);
}
