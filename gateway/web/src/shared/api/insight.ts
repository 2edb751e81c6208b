import type { ImpreciseDate, LabelView } from "@/shared/api/types";

/** What the read models answer: brief, search, coverage, audit. */

export type BriefSectionKind = "owed_by_us" | "awaited_by_us" | "releases" | "meetings" | "changed";
export interface BriefLine {
  id: string;
  kind: string;
  ref: string;
  title: string;
  detail: string;
  why?: string[];
  due: ImpreciseDate | null;
  forum: { id: string | null; name: string } | null;
  link: string;
  label: LabelView;
  new: boolean;
}
export interface Brief {
  since: string | null;
  as_of: string;
  stale: string[];
  sections: { kind: BriefSectionKind; lines: BriefLine[]; more?: boolean }[];
  banner?: LabelView | null;
}

export interface SearchHit {
  id: string;
  kind: string;
  ref: string;
  title: string;
  snippet: string;
  link?: string;
  label: LabelView;
}
export interface SearchResult {
  items: SearchHit[];
  next?: string | null;
  facets: Record<string, number> | { kind: string; count: number }[];
}

export interface Figures {
  items: number;
  open: number;
  linkage: { addressed: number; had_one: number; rate: number | null };
  no_venue: number;
  blocked: number;
  overdue: number;
  orphans: number;
  adjudicated: { asked: number; answered: number };
  time_to_first_address_days: { p50: number | null; p90: number | null };
}
export interface ForumFigures extends Figures {
  forum_id: string | null;
  name: string;
}
export interface NationFigures extends Figures {
  nation: string;
}
export interface Coverage extends Figures {
  as_of: string;
  stale: string[];
  by_forum: ForumFigures[];
  by_nation: NationFigures[];
  banner?: LabelView | null;
}

export interface AuditRecord {
  id: string | number;
  at: string;
  source?: string;
  subject: string;
  subject_name?: string;
  action: string;
  object_type: string;
  object_id: string;
  outcome: string;
  detail?: Record<string, unknown>;
}
