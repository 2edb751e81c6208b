import type { components } from "@/shared/api/schema.gen";

/** What the API says, by the names that the client uses; generated from the merged document (`make generate`). */
type Api = components["schemas"];

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** A label as a person sets it, and as it is shown. */
export type LabelPortion = Partial<Api["LabelPortion"]> & Pick<Api["LabelPortion"], "level" | "owner">;
export type LabelInput = Partial<Api["LabelBody"]> & Pick<Api["LabelBody"], "level" | "owner">;
export type LabelView = Api["LabelView"];
export type ReleasesWaiting = Api["ReleasesWaiting"];
/** A marking as it was typed, and what may stand in it next. */
export type TypedLabel = Required<Api["Typed"]>;
export type Suggestion = Api["SuggestionView"];
export type LabelReaders = Api["ReadersView"];

export type Precision = "day" | "month" | "year" | "unknown";
/** A date as exact as it is known: as it is written, and as it is shown wherever one stands. */
export type ImpreciseDate = Api["ImpreciseDate"];
export type ShownDate = { value?: string | null } | string | null | undefined;

export type Me = Api["Me"];
export type Nation = Api["Nation"];
export type Community = Api["Community"];
export type Level = Api["PolicyLevel"];
export type Policy = Api["PolicyView"];
export type Person = Api["Person"];

export type SavedView = Api["SavedView"];
export type SavedViewList = Api["SavedViewList"];

export type Named = Api["ForumName"];
export type ItemName = Api["ItemName"];
export type Post = Api["Post"];
export type Appointment = Api["AppointmentView"];
export type Forum = Api["ForumView"];

export type MeetingState = Api["MeetingState"];
export type Meeting = Api["MeetingView"];
export type MeetingName = Api["MeetingName"];

export type ItemKind = Api["ItemKind"];
export type ItemState = Api["ItemState"];
export type Standing = Api["Standing"];
export type Item = Api["ItemView"];
export type TrackerEntry = Api["TrackerEntry"];
export type OutcomeKind = Api["OutcomeKind"];
export type Outcome = Api["OutcomeView"];
export type OutcomeBrief = Api["OutcomeBrief"];
export type ChildInput = Omit<Api["ChildIn"], "label" | "substitute"> & { label: LabelInput };
export type LifeEvent = Api["LifeEvent"];

export type SectionKind = Api["MeetingsSectionKind"];
export type AgendaEntry = Api["AgendaEntry"];
export type Agenda = Api["AgendaView"];
export type Projected = Api["ProjectionView"];
export type Attendance = Api["AttendanceView"];
export type AttendanceList = Api["AttendanceList"];
export type AttendanceEffect = Api["AttendanceEffect"];
export type PaperKind = Api["PaperKind"];
export type Paper = Api["PaperView"];
export type OfferEffect = Api["OfferEffect"];

export type Decision = Api["DecisionView"];
export type Concurrence = Api["StandView"];
export type Minutes = Api["MinutesView"];
export type RollUp = Api["RollUpView"];
export type ExportView = Api["ExportView"];
export type MinutedOutcome = Api["MinutedOutcome"];
export type MinutedTasking = Api["MinutedTasking"];
export type WentTo = Api["Went"];
export type Awaited = Api["Awaited"];
export type StandSubject = Api["SubjectView"];

export type Brief = Api["Brief"];
export type BriefLine = Api["Line"];
export type BriefSectionKind = Brief["sections"][number]["kind"];
export type SearchHit = Api["Hit"];
export type SearchResult = Api["Found"];
export type Figures = Omit<Api["ForumFigures"], "forum_id" | "name">;
export type ForumFigures = Api["ForumFigures"];
export type NationFigures = Api["NationFigures"];
export type Coverage = Api["Coverage"];
export type AuditRecord = Api["AuditEntry"];
