import type { useDraft } from "@/shared/drafts/drafts";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";

type Draft<Words> = ReturnType<typeof useDraft<Words>>;

/**
 * A form whose words are kept as a draft and sent as one act, upon which the draft goes: `form` is for the `Form`
 * around the fields, `errors` for the fields. `touches` names types of record (`useAct`).
 */
export function useDrafted<Words, Output>(
  draft: Draft<Words>,
  send: () => Promise<Output>,
  touches: string[],
  done?: (output: Output) => void,
) {
  const act = useAct(send, touches, (output) => {
    draft.forget();
    done?.(output);
  });
  const errors = useFieldErrors(act.error, Object(draft.value));
  const form = {
    send: () => act.mutate(undefined),
    error: act.error,
    busy: act.isPending,
    restored: draft.restored,
  };
  return { errors, form };
}
