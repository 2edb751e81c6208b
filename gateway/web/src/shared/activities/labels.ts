import type { Host, Overlap } from "@/shared/activities/types";
import type { LabelView } from "@/shared/api/types";

/** Every label of what an overlap shows. */
export const overlapLabels = ({ label, left, right, own, consent, acts }: Overlap): LabelView[] =>
  [
    label,
    left?.label,
    right?.label,
    ...own.map((each) => each.label),
    consent?.own_card?.label,
    consent?.other_card?.label,
    ...acts.map((each) => each.label),
  ].filter((one): one is LabelView => Boolean(one));

/** Every label of what the page of a host shows. */
export const hostLabels = (host: Host): (LabelView | null | undefined)[] => [
  host.label,
  host.load.label,
  ...host.nations.flatMap(({ underway, coming }) => [...underway, ...coming].map(({ label }) => label)),
  ...host.overlaps.flatMap(overlapLabels),
  ...host.objectives.flatMap(({ label, served_by: by }) => [label, ...by.map((each) => each.label)]),
  ...host.capacities.map(({ label }) => label),
  ...host.demands.map(({ label }) => label),
];
