import type { components } from "@/shared/api/schema.gen";

type Api = components["schemas"];
export type Release = Api["ReleaseView"];
export type Consent = Api["ConsentView"];
export type Effect = Api["ReleaseEffect"];
export type Gain = Api["Gain"];
export type Paragraph = Api["PortionView"];
export type Paragraphs = Api["PortionList"];
export type Readers = Api["ReleaseReaders"];

/** The decision of one's own nation, where it is asked. */
export const ownOf = ({ consents }: Release, nation: string): Consent | undefined =>
  consents.find((one) => one.nation === nation);
export type Missed = Api["MissedView"];
export type MissedFigures = Api["MissedFigures"];
