/* region.c -- pages handed out from the bottom, rewound from the top. */
#include "num/region.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "num/arr.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define HIDE(address, size) ASAN_POISON_MEMORY_REGION(address, size)
#define SHOW(address, size) ASAN_UNPOISON_MEMORY_REGION(address, size)
#else
#define HIDE(address, size) ((void)0)
#define SHOW(address, size) ((void)0)
#endif

enum { FIRST_PAGE = 1 << 16, LARGEST_PAGE = 1 << 24 };

/* A new page right after the current one, of at least size bytes, a whole number of units. */
static void grow(pile *p, size_t size, size_t unit) {
  size_t last = p->count ? p->pages[p->count - 1].size : FIRST_PAGE / 2;
  size_t wanted = last < LARGEST_PAGE ? 2 * last : LARGEST_PAGE;
  if (wanted < size) wanted = size;
  wanted = (wanted + unit - 1) / unit * unit;
  int where = p->count ? p->current + 1 : 0;
  p->pages = realloc(p->pages, (size_t)(p->count + 1) * sizeof(page));
  char *base = calloc(1, wanted);
  if (!p->pages || !base) broken("out of memory: %zu bytes", wanted);
  memmove(p->pages + where + 1, p->pages + where, (size_t)(p->count - where) * sizeof(page));
  p->pages[where] = (page){ base, wanted };
  p->count++;
}

static void *take(pile *p, size_t size, size_t unit) {
  if (!p->count) grow(p, size, unit), p->current = 0, p->used = 0;
  while (p->used + size > p->pages[p->current].size) {
    if (p->current + 1 == p->count || p->pages[p->current + 1].size < size) grow(p, size, unit);
    p->current++, p->used = 0;
  }
  char *address = p->pages[p->current].base + p->used;
  p->used += size;
  SHOW(address, size);
  return address;
}

void *region_bytes(region *r, size_t size) {
  return take(&r->bytes, (size + 15) & ~(size_t)15, 16);
}

void *region_cells(region *r, long n) {
  return take(&r->cells, (size_t)n * r->cell_size, r->cell_size);
}

bool region_newer(const pile *p, int page, size_t used, const void *address) {
  uintptr_t a = (uintptr_t)address;
  for (int i = page; i <= p->current && i < p->count; i++) {
    uintptr_t base = (uintptr_t)p->pages[i].base;
    if (a >= base && a < base + p->pages[i].size) return i > page || a >= base + used;
  }
  return false;
}

/* The debug build makes what is given back unreadable: NaN as entries, wild as addresses. */
static void poison(region *r, const pile *p, int page, size_t used, bool cells) {
#if defined(ELENCHUS_POISON) || defined(__SANITIZE_ADDRESS__)
  for (int i = page; i <= p->current && i < p->count; i++) {
    size_t from = i == page ? used : 0, to = i == p->current ? p->used : p->pages[i].size;
    if (!cells) {
      SHOW(p->pages[i].base + from, to - from);
      memset(p->pages[i].base + from, 0xff, to - from);
      HIDE(p->pages[i].base + from, to - from);
    } else
      for (size_t o = from; o + r->cell_size <= to; o += r->cell_size)
        r->cell_poison(p->pages[i].base + o);
  }
#else
  (void)r, (void)p, (void)page, (void)used, (void)cells;
#endif
}

void region_rewind(region *r, int page, size_t used, int cell_page, size_t cell_used) {
  poison(r, &r->bytes, page, used, false);
  r->bytes.current = page, r->bytes.used = used;
  if (!r->cell_size) return;
  poison(r, &r->cells, cell_page, cell_used, true);
  r->cells.current = cell_page, r->cells.used = cell_used;
}

void region_free(region *r) {
  for (int i = 0; i < r->bytes.count; i++) {
    SHOW(r->bytes.pages[i].base, r->bytes.pages[i].size);
    free(r->bytes.pages[i].base);
  }
  for (int i = 0; i < r->cells.count; i++) {
    for (size_t o = 0; o + r->cell_size <= r->cells.pages[i].size; o += r->cell_size)
      r->cell_clear(r->cells.pages[i].base + o);
    free(r->cells.pages[i].base);
  }
  free(r->bytes.pages);
  free(r->cells.pages);
}
