import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refresh } from "@/shared/api/queries";

/**
 * A change: sends it, then reads again what it touched. The problem stays beside the form that sent it.
 * `touches` names types of record (`item`, `meeting`…).
 */
export function useAct<Input, Output = unknown>(
  send: (input: Input) => Promise<Output>,
  touches: string[],
  after?: (output: Output, input: Input) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    retry: false,
    onSuccess: (output, input) => after?.(output, input),
    onSettled: () => void refresh(client, ...touches),
  });
}
