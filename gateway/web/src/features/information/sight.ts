import type { LabelView } from "@/shared/api/types";

type Seen = Pick<LabelView, "readable_by" | "display_only">;

/** Who reads it, and to whom it is shown. */
const sees = ({ readable_by: { nations }, display_only: shown }: Seen) => new Set([...nations, ...shown]);

/** The nations that lose sight where one label takes another's place, and those that may no more than look. */
export const lost = (before: Seen, after: Seen): string[] =>
  [...sees(before)].filter(
    (nation) =>
      !sees(after).has(nation) ||
      (before.readable_by.nations.includes(nation) && !after.readable_by.nations.includes(nation)),
  );

/** The nations that gain: sight, or to take it along where they could only look. */
export const gained = (before: Seen, after: Seen): string[] => lost(after, before);
