/** The pages of the activities that show one selection. */
export const VIEWS = [
  { to: "/activities", name: "activities.list" },
  { to: "/activities/matrix", name: "activities.matrix" },
  { to: "/activities/map", name: "activities.map" },
  { to: "/activities/timeline", name: "activities.timeline" },
  { to: "/activities/statistics", name: "activities.statistics" },
] as const;
/** Those that are work to be done. */
export const WORK = [
  { to: "/activities/load", name: "activities.load" },
  { to: "/activities/overlaps", name: "activities.overlaps" },
  { to: "/activities/duplicates", name: "activities.duplicates" },
  { to: "/activities/demand", name: "activities.demand" },
  { to: "/activities/caveats", name: "caveat.title" },
  { to: "/activities/imports", name: "activities.imports" },
] as const;
/** For who grants a source to a system, and who says how far it releases. */
export const RULED = [{ to: "/activities/feeds", name: "activities.feeds" }] as const;
