import type { ImpreciseDate, LabelView, Named } from "@/shared/api/types";

/** What the read models answer: brief, search, coverage, audit. */

export type BriefSectionKind = "owed_by_us" | "awaited_by_us" | "releases" | "meetings" | "changed";
export interface BriefLine {
  id: string;
  kind: string;
  ref: string;
  title: string;
  detail: string;
  due: ImpreciseDate | string | null;
  forum: Named | string | null;
  link: string;
  label: LabelView;
  new: boolean;
}
export interface Brief {
  since: string | null;
  as_of: string;
  stale: string[];
  sections: { kind: BriefSectionKind; lines: BriefLine[] }[];
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

export interface CoverageRow {
  forum?: Named | string | null;
  nation?: string;
  addressed: number;
  had_one: number;
  rate: number | null;
  no_venue?: number;
  blocked?: number;
  overdue?: number;
  orphans?: number;
  open?: number;
}
export interface Coverage {
  as_of?: string;
  stale?: string[];
  linkage: { addressed: number; had_one: number; rate: number | null };
  no_venue: number;
  blocked: number;
  overdue: number;
  orphans: number;
  adjudicated: { answered: number; asked: number };
  time_to_first_address_days: { p50: number | null; p90: number | null };
  by_forum: CoverageRow[];
  by_nation: CoverageRow[];
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
