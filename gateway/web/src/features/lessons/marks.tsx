import type { LessonState } from "@/features/lessons/types";
import { useCode } from "@/shared/i18n";
import { Mark } from "@/shared/ui/marks";

const TONES = {
  observation: "plain",
  identified: "accent",
  action: "note",
  validated: "note",
  learned: "good",
  rejected: "danger",
  duplicate: "warn",
} as const;

/** How far a lesson is. */
export function LessonMark({ state }: { state: LessonState }) {
  const code = useCode();
  return <Mark tone={TONES[state]}>{code("lesson.state", state)}</Mark>;
}
