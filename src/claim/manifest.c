/* manifest.c -- DIR/manifest.json: what made these results. */
#include <stdlib.h>

#include "claim/json.h"
#include "claim/results.h"
#include "claim/versions.h"

static json_t *libraries(void) {
  json_t *all = json_object();
  for (const part_version *p = library_versions(); p->name; p++)
    json_object_set_new(all, p->name, json_text(p->version));
  return all;
}

bool write_manifest(const char *folder, const plan *p, json_t *arguments, complaint *why) {
  json_t *to = json_object(), *arithmetics = json_array();
  for (int i = 0; i < p->count; i++) json_array_append_new(arithmetics, json_text(p->use[i].name));
  json_object_set_new(to, "program", json_text("elenchus"));
  json_object_set_new(to, "version", json_text(program_version()));
  json_object_set_new(to, "schema", json_integer(VERDICT_SCHEMA));
  json_object_set_new(to, "libraries", libraries());
  json_object_set_new(to, "processor", json_text(processor_name()));
  json_object_set_new(to, "rounding", json_text(rounding_mode()));
  json_object_set_new(to, "fused_sums", json_boolean(sums_are_fused()));
  json_object_set(to, "arguments", arguments);
  json_object_set_new(to, "arithmetics", arithmetics);
  json_object_set_new(to, "seed", json_integer((json_int_t)p->seed));
  json_object_set_new(to, "source_date_epoch", json_text(getenv("SOURCE_DATE_EPOCH")));
  char *path = say("%s/manifest.json", folder);
  bool fine = json_store(path, to, why);
  free(path);
  json_decref(to);
  return fine;
}
