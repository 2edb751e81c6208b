import { api } from "@/shared/api/client";
import type { ExportView, LabelView } from "@/shared/api/types";
import { identity, portionOf } from "@/shared/label/banner";

export interface Leaving<T> {
  rows: T[];
  /** The banner of those rows, as they stand together. */
  marking: string;
  /** How many rows stay: their labels let them be read or shown here, and not be taken along. */
  kept: number;
}

/**
 * What of a list may leave in a file, by the service that owns the rule; it records that it leaves before it answers.
 * Fails where it does not answer, and where nobody could read the whole: then nothing leaves.
 */
export async function leaving<T>(
  name: string,
  rows: T[],
  idOf: (row: T) => string,
  labelsOf: (row: T) => LabelView[],
): Promise<Leaving<T>> {
  const parts = new Map<string, { label: LabelView; ids: Set<string> }>();
  for (const row of rows) {
    for (const label of labelsOf(row)) {
      const part = parts.get(identity(label)) ?? { label, ids: new Set() };
      parts.set(identity(label), part);
      part.ids.add(idOf(row));
    }
  }
  const sent = [...parts.values()].map(({ label, ids }) => ({ label: portionOf(label), ids: [...ids] }));
  const { label, refused } = await api.post<ExportView>("/exports", { name, parts: sent });
  const stays = new Set(refused.map((place) => [...parts.keys()][place]));
  const free = rows.filter((row) => !labelsOf(row).some((one) => stays.has(identity(one))));
  return { rows: free, marking: label?.banner ?? "", kept: rows.length - free.length };
}
