import type { components as Audit } from "@/shared/api/generated/audit";
import type { components as Directory } from "@/shared/api/generated/directory";
import type { components as Insight } from "@/shared/api/generated/insight";
import type { components as Meetings } from "@/shared/api/generated/meetings";

/** What the API says, by the names that the client uses; generated from the services' documents. */
type D = Directory["schemas"];
type I = Insight["schemas"];
type M = Meetings["schemas"];

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** A label as a person sets it, and as it is shown. */
export type LabelInput = M["LabelBody"];
export type LabelView = M["LabelView"];

export type Precision = "day" | "month" | "year" | "unknown";
/** A date as exact as it is known: as it is written, and as it is shown wherever one stands. */
export type ImpreciseDate = M["ImpreciseDate"];
export type ShownDate = { value?: string | null } | string | null | undefined;

export type Me = D["Me"];
export type Nation = D["Nation"];
export type Community = D["Community"];
export type Level = D["PolicyLevel"];
export type Policy = D["PolicyView"];
export type Person = D["Person"];

export type Named = M["ForumName"];
export type ItemName = M["ItemName"];
export type Post = M["Post"];
export type Appointment = M["AppointmentView"];
export type Forum = M["ForumView"];

export type MeetingState = M["MeetingState"];
export type Meeting = M["MeetingView"];
export type MeetingName = M["MeetingName"];

export type ItemKind = M["ItemKind"];
export type ItemState = M["ItemState"];
export type Standing = M["Standing"];
export type Item = M["ItemView"];
export type TrackerEntry = M["TrackerEntry"];
export type OutcomeKind = M["OutcomeKind"];
export type OutcomeBrief = M["OutcomeBrief"];
export type ChildInput = M["ChildIn"];
export type LifeEvent = M["LifeEvent"];

export type SectionKind = M["SectionKind"];
export type AgendaEntry = M["AgendaEntry"];
export type Agenda = M["AgendaView"];
export type Projected = M["ProjectionView"];
export type Attendance = M["AttendanceView"];
export type AttendanceList = M["AttendanceList"];
export type AttendanceEffect = M["AttendanceEffect"];
export type PaperKind = M["PaperKind"];
export type Paper = M["PaperView"];
export type OfferEffect = M["OfferEffect"];

export type Decision = M["DecisionView"];
export type Concurrence = M["StandView"];
export type Minutes = M["MinutesView"];
export type RollUp = D["RollUpView"];
export type MinutedTasking = M["MinutedTasking"];
export type WentTo = M["Went"];
export type Awaited = M["Awaited"];

export type Brief = I["Brief"];
export type BriefLine = I["Line"];
export type BriefSectionKind = Brief["sections"][number]["kind"];
export type SearchHit = I["Hit"];
export type SearchResult = I["Found"];
export type Figures = Omit<I["ForumFigures"], "forum_id" | "name">;
export type ForumFigures = I["ForumFigures"];
export type NationFigures = I["NationFigures"];
export type Coverage = I["Coverage"];
export type AuditRecord = Audit["schemas"]["AuditEntry"];
