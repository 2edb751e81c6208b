import type { components } from "@/shared/api/schema.gen";

type Api = components["schemas"];

/** An activity in a list. `alike` says how many records tell of the same event, this one among them. */
export type ActivityLine = Api["ActivityLine"];
export type Activity = Api["ActivityView"];
export type Participant = Activity["participants"][number];
export type Place = Activity["places"][number];
/** An activity as other records name it. */
export type ActivityName = Api["ActivityName"];
export type Note = Api["NoteView"];
export type Tie = Api["LinkView"];
export type Version = Api["VersionView"];

export type Overlap = Api["OverlapView"];
export type Card = NonNullable<NonNullable<Overlap["consent"]>["own_card"]>;
export type Checked = Api["CheckView"];
export type Upcoming = Api["Upcoming"];
export type Agreement = Api["AgreementView"];

export type HostRow = Api["HostLine"];
export type HostList = Api["HostList"];
export type Host = Api["HostView"];
export type Load = Api["LoadView"];
export type LoadMonth = Load["months"][number];
export type Objective = Api["ObjectiveView"];
export type Capacity = Api["CapacityView"];
export type UnitName = Api["UnitView"];
export type Series = Api["SeriesView"];
export type Feed = Api["FeedLine"];
export type Demand = Api["DemandView"];
export type Suggestion = Host["suggestions"][number];
export type Span = NonNullable<Demand["days"]>;

export type Statistics = Api["Statistics"];
export type Count = Statistics["by_tool"][number];
export type Matrix = Api["Matrix"];
export type WorldMap = Api["WorldMap"];
export type Months = Api["Months"];
