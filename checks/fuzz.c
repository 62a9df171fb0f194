/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One of the functions of fuzz.h as a libFuzzer program; make fuzz says which. */
#include "bedrock/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return TARGET(data, size); }
