/* region.h -- memory of an arithmetic: two stacks that grow by pages and are rewound, never freed.
 *
 * Bytes hold headers and flat entries.  Cells hold entries that own memory (balls, rationals): a
 * page of zeros is an array of initialised cells; rewinding moves the top only, so a cell keeps its
 * limbs and is overwritten by its next owner.
 */
#ifndef ELENCHUS_REGION_H
#define ELENCHUS_REGION_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  char *base;
  size_t size;
} page;

typedef struct {
  page *pages;
  int count, current;
  size_t used; /* bytes of the current page; pages after it are empty */
} pile;

typedef struct {
  pile bytes, cells;
  size_t cell_size; /* 0 when entries are flat */
  void (*cell_clear)(void *);
  void (*cell_poison)(void *);
} region;

void *region_bytes(region *, size_t size); /* aligned to 16 */
void *region_cells(region *, long n);      /* initialised, of any value */
bool region_newer(const pile *, int page, size_t used, const void *address);
void region_rewind(region *, int page, size_t used, int cell_page, size_t cell_used);
void region_free(region *);

#endif
