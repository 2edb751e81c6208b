import { useState } from "react";
import type { Import, Mapping } from "@/features/imports/types";
import { api, type Loaded } from "@/shared/api/client";

/** A mapping as it is being corrected on the page, until it is saved or what it was made from changes. */
export interface MappingDraft {
  mapping: Mapping | null;
  changed: boolean;
  set: (mapping: Mapping) => void;
}

export function useMappingDraft(record: Import | undefined): MappingDraft {
  const saved = record?.mapping ?? null;
  const of = JSON.stringify(saved);
  const [kept, keep] = useState<{ of: string; mapping: Mapping } | null>(null);
  const mine = kept?.of === of ? kept.mapping : null;
  return { mapping: mine ?? saved, changed: mine !== null, set: (mapping) => keep({ of, mapping }) };
}

/** The import with the mapping as it stands on the page: what is changed is saved before anything is done by it. */
export async function withDraft(loaded: Loaded<Import>, draft: MappingDraft): Promise<Loaded<Import>> {
  if (!draft.changed) return loaded;
  const place = `/imports/${loaded.value.id}`;
  await api.put(`${place}/mapping`, draft.mapping, loaded.etag);
  return api.read<Import>(place);
}
