/** What the API says (CONTRACT of /v1), by noun. Ids are UUIDv7, days are ISO strings, nations ISO 3166-1 alpha-3. */

/** A label as a person sets it. */
export interface LabelInput {
  policy?: string | null;
  level: string;
  owner: string[];
  rel?: string[];
  only?: string[];
  display_only?: string[];
  coi?: string[];
  restrictive?: string[];
  noforn?: boolean;
  orcon?: boolean;
  relido?: boolean;
}

/** A label as it is shown: its parts, its markings and colours, and who reads it. */
export interface LabelView extends LabelInput {
  dissem?: string[];
  banner: string;
  portion: string;
  colour: string;
  text_colour?: string;
  readable_by?: { nations: string[]; not?: string[]; words: string };
}

export type Precision = "day" | "month" | "year" | "unknown";
export interface ImpreciseDate {
  value: string | null;
  precision: Precision;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Me {
  id: string;
  name: string;
  affiliation: string;
  acts_for: string;
  nation_name: string;
  roles: string[];
  organisation: string | null;
  clearance: Record<string, string | number>;
}

export interface Nation {
  code: string;
  name: string;
}
export interface Community {
  code: string;
  name: string;
  members?: string[];
  deprecated?: boolean;
}
export interface Level {
  name: string;
  short: string;
  value: number;
  colour: string;
  text_colour: string;
}
export interface Policy {
  name: string;
  levels: Level[];
  notice: string;
  fictional: boolean;
}
export interface Person {
  id: string;
  name: string;
  nation: string;
  organisation?: string | null;
  billet?: string | null;
  kind?: string | null;
  roles?: string[];
}

export type Post = "head" | "deputy" | "secretary" | "executive_agent";
export interface Appointment {
  id: string;
  nation: string;
  post: Post;
  person_id: string;
  name: string;
  billet: string;
  since: string;
  until: string | null;
}
export interface Forum {
  id: string;
  key: string;
  name: string;
  kind: string;
  rank: number;
  echelon: string;
  level_text: string;
  parent: Named | null;
  nations: string[];
  co_chairs: string[];
  time_zone: string;
  should_attend: string[];
  escalation_authority: Record<string, string>;
  appointments: Appointment[];
  note: string;
  label: LabelView;
  mine: { posts: Post[] };
}
export interface Named {
  id: string;
  name: string;
}

export type MeetingState =
  | "planned"
  | "agenda_open"
  | "held"
  | "minutes_provisional"
  | "minutes_agreed"
  | "postponed"
  | "cancelled";
export interface Meeting {
  id: string;
  ref: string;
  forum: { id: string; name: string; rank: number };
  title: string;
  state: MeetingState;
  window: { start: string | null; end: string | null; precision: Precision };
  days: string[];
  mode: "in_person" | "virtual" | "mixed";
  place: string;
  time_zone: string;
  reason?: string;
  moved_to?: MeetingName | null;
  previous: MeetingName | null;
  next: MeetingName | null;
  can: Can[];
  label: LabelView;
}
export interface MeetingName {
  id: string;
  ref: string;
}

/** An act the reader may do; some answers name a refused act with its reason. */
export type Can = string | { action: string; allowed: boolean; reason?: string };

export type ItemKind = "tasking" | "guidance" | "escalation";
export type ItemState = "open" | "delegated" | "escalated" | "answered" | "returned" | "closed";
export type Standing = "provisional" | "agreed" | "withheld";
export interface Item {
  id: string;
  ref: string;
  kind: ItemKind;
  title: string;
  text: string;
  substituted?: boolean;
  state: ItemState;
  standing: Standing;
  issuing_forum: Named | null;
  addressing_forum: Named | null;
  authority_nations?: string[];
  issued_at_meeting: (MeetingName & { date?: string | null }) | null;
  parent: { id: string; ref: string; title: string } | null;
  children?: { id: string; ref: string; title: string; state: ItemState; forum: Named | null }[];
  asks_for?: { id: string; ref: string; title: string } | null;
  escalations?: { id: string; ref: string; title: string; state: ItemState; forum: Named | null }[];
  decision?: { id: string; ref: string; text?: string } | null;
  lead: string;
  supporting: string[];
  due: ImpreciseDate;
  at_risk: string[];
  blocked_nations: string[];
  answer: string | null;
  reopened?: number;
  issued_at?: string;
  closed_at?: string | null;
  label: LabelView;
  can?: Can[];
}

export type OutcomeKind =
  | "progressed"
  | "deferred"
  | "delegated"
  | "answered"
  | "escalated"
  | "referred"
  | "returned"
  | "agreed_to_disagree";
export interface Outcome {
  id: string;
  item_id: string;
  kind: OutcomeKind;
  text: string;
  reason?: string;
  to_meeting?: MeetingName | null;
  to_forum?: Named | null;
  positions?: Record<string, string>;
  standing?: Standing;
  at?: string;
  label: LabelView;
}
export interface ChildInput {
  title: string;
  text: string;
  lead: string;
  supporting: string[];
  due: ImpreciseDate | null;
  forum: string;
  label: LabelInput | null;
}

export type SectionKind = "back_brief" | "escalations" | "discussion" | "noted" | "topics";
export interface AgendaEntry {
  number: string | number;
  entry_id: string | null;
  item: Item | null;
  topic: { title: string; text: string } | null;
  origin: { forum: Named | null; meeting: MeetingName | null; ref: string; carried_over: number } | null;

  why: string[];
  presenter: string;
  presenter_nation?: string | null;
  minutes: number | null;
  position: number | string | null;
  outcome: OutcomeBrief | null;
  label: LabelView;
}
export interface OutcomeBrief {
  id: string;
  kind: OutcomeKind;
  text: string;
  reason: string;
  standing: Standing;
}
export interface Agenda {
  meeting: Meeting;
  as_nation?: string | null;
  banner: LabelView;
  sections: { kind: SectionKind; entries: AgendaEntry[] }[];
}

export interface Attendance {
  id: string;
  nation: string;
  person_name: string;
  capacity: string;
  response: "none" | "accepted" | "tentative" | "declined";
  present: boolean;
}
export interface AttendanceList {
  items: Attendance[];
  nations_present: string[];
  missing: string[];
}

export interface Decision {
  id: string;
  ref: string;
  kind: "decision" | "guidance" | "adjudication";
  meeting?: MeetingName | null;
  forum?: Named | null;
  text: string;
  substituted?: boolean;
  settles?: { id: string; ref: string; title: string } | null;
  items?: { id: string; ref: string; title: string }[];
  standing: Standing;
  label: LabelView;
}

export type Stand = "pending" | "concurred" | "withheld" | "silence";
export interface Concurrence {
  nation: string;
  stand: Stand;
  by: string | null;
  at: string | null;
  evidence: string | null;
  deadline: string | null;
}
export interface MinutedTasking {
  id: string;
  ref: string;
  kind: ItemKind;
  title: string;
  text: string;
  lead: string;
  supporting: string[];
  due: ImpreciseDate;
  forum: Named | null;
  state: ItemState;
  standing: Standing;
  label: LabelView;
}
export interface MinutedOutcome extends OutcomeBrief {
  item: { id: string; ref: string; title: string } | null;
  label: LabelView;
}
export interface Minutes {
  id: string;
  ref: string;
  version: number;
  state: MeetingState;
  reason: string;
  decisions: Decision[];
  taskings: MinutedTasking[];
  outcomes: MinutedOutcome[];
  concurrences: Concurrence[];
  where_it_went: WentTo[];
  can: Can[];
  label: LabelView;
}
export interface WentTo {
  forum: Named;
  meeting: MeetingName | null;
  on: string | null;
  refs: string[];
}

export type PaperKind = "draft" | "position" | "note";
export interface Paper {
  id: string;
  kind: PaperKind;
  item_id: string | null;
  nation: string;
  title: string;
  text: string;
  offered_at: string | null;
  label: LabelView;
  can?: Can[];
}

export interface LifeEvent {
  at: string;
  kind: string;
  text: string;
  reason?: string;
  nation?: string | null;
  forum?: Named | null;
  meeting?: MeetingName | null;
  item?: { id: string; ref: string; title: string } | null;
  standing?: Standing | null;
  label?: LabelView | null;
}
