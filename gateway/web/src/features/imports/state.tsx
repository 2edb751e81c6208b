import type { ImportState } from "@/features/imports/types";
import { useCode } from "@/shared/i18n";
import { Mark } from "@/shared/ui/marks";

const TONES: Partial<Record<ImportState, "good" | "warn" | "danger" | "accent" | "note">> = {
  open: "note",
  checked: "note",
  done: "good",
  stopped: "warn",
  failed: "danger",
};

/** How far an import is, in a word. */
export function StateWords({ state, moving }: { state: ImportState; moving: boolean }) {
  const code = useCode();
  return <Mark tone={moving ? "accent" : TONES[state]}>{code("import.state", state)}</Mark>;
}
