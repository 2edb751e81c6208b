import { api } from "@/shared/api/client";
import type { LabelInput } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { useDrafted } from "@/shared/ui/drafted";
import { useMyNation, usePolicy } from "@/shared/ui/names";

interface Ask<Words, Made> {
  /** Under this name its words stay on the device. */
  form: string;
  path: string;
  empty: Words;
  /** What is sent of the words, beside the label. */
  bodyOf: (words: Words) => object;
  /** Nations that it concerns: named among those who read it, or who do not. */
  nations?: (words: Words) => string[];
  /** The level of what its first words were taken from: by itself it is marked no lower. */
  level?: string;
  touches: string[];
  done: (made: Made) => void;
}

/**
 * A form that makes a record of one's own nation under a label: its words are kept as a draft until it is sent. `form`
 * is for `Form`, `label` for `LabelField`.
 */
export function useCreation<Words extends object, Made = unknown>(ask: Ask<Words, Made>) {
  const own = useMyNation();
  const policy = usePolicy();
  const lowest = [...(policy?.levels ?? [])].sort((a, b) => a.value - b.value)[0]?.name ?? "";
  const first = ask.level ?? lowest;
  const draft = useDraft<Words & { label: LabelInput | null }>(
    ask.form,
    { ...ask.empty, label: null },
    ({ label }) => label?.level || first,
  );
  const { value } = draft;
  const label: LabelInput = value.label ?? { level: first, owner: [own] };
  const { errors, form } = useDrafted(
    draft,
    () => {
      const { label: _label, ...words } = value;
      return api.post<Made>(ask.path, { ...ask.bodyOf(words as unknown as Words), label });
    },
    ask.touches,
    ask.done,
  );
  const named = [own, ...(ask.nations?.(value) ?? []), ...(label.rel ?? [])].filter(Boolean);
  return {
    value: value as Words,
    // Upon what stands by then: what the server answers comes while somebody types on.
    set: (part: Partial<Words>) => draft.setValue((now) => ({ ...now, ...part })),
    errors,
    form: { ...form, forget: draft.forget },
    label: {
      value: label,
      onChange: (next: LabelInput) => draft.setValue((now) => ({ ...now, label: next })),
      nations: [...new Set(named)],
      owners: [own],
    },
  };
}
