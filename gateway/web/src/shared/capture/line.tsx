import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { forumsOptions, nationsOptions } from "@/shared/api/queries";
import type { ShownDate } from "@/shared/api/types";
import { type Captured, capture, type Known } from "@/shared/capture/capture";
import css from "@/shared/capture/capture.module.css";
import { CaptureField } from "@/shared/capture/field";
import { lastDay, showDate, today } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";
import { useNames } from "@/shared/ui/names";

/** Forums and nations that `@` can name, seen from a forum. */
export function useKnown(here: string | null): Known {
  const forums = useQuery(forumsOptions).data;
  const all = useQuery(nationsOptions).data;
  return useMemo(
    () => ({
      forums: (forums ?? []).map(({ id, key, name, parent, nations }) => ({
        id,
        key,
        name,
        parent: parent?.id ?? null,
        nations,
      })),
      nations: all ?? [],
      here,
    }),
    [forums, all, here],
  );
}

interface Props {
  label: string;
  value: string;
  onChange: (line: string, read: Captured) => void;
  known: Known;
  error?: string;
  autoFocus?: boolean;
  /** The forum that is meant where none is named. */
  fallback?: string | null;
  /** When the tasking that it is part of is due: a later date is said, not refused. */
  parentDue?: ShownDate;
}

/** A tasking typed as one line, and below it what was understood. */
export function CaptureLine({ label, value, onChange, known, error, autoFocus, fallback, parentDue }: Props) {
  const t = useT();
  const read = useMemo(() => capture(value, known, today()), [value, known]);
  const forum = read.forum ?? fallback ?? null;
  return (
    <div>
      <CaptureField
        label={label}
        value={value}
        known={known}
        sought={{ kind: forum ? "nation" : "forum", forum }}
        error={error}
        autoFocus={autoFocus}
        description={t("capture.hint")}
        onChange={(line) => onChange(line, capture(line, known, today()))}
      />
      {value.trim() && (
        <Understood
          read={{ ...read, forum: read.forum ?? (read.unknown.length > 0 ? null : (fallback ?? null)) }}
          known={known}
          parentDue={parentDue}
        />
      )}
    </div>
  );
}

interface Read {
  read: Captured;
  known: Known;
  parentDue: ShownDate;
}

function Understood({ read, known, parentDue }: Read) {
  const t = useT();
  const names = useNames();
  const forum = known.forums.find(({ id }) => id === read.forum)?.name;
  const facts: [string, string | null | undefined][] = [
    [t("capture.forum"), forum],
    [t("capture.lead"), read.lead ? names(read.lead) : null],
    [t("capture.supporting"), read.supporting.map(names).join(", ")],
    [t("capture.due"), read.due ? (showDate(read.due, true) ?? t("date.unknown")) : null],
  ];
  const parents = read.due?.value ? showDate(parentDue, true) : null;
  return (
    <div className={css.understood} aria-live="polite">
      {facts.map(([term, value]) => (
        <span key={term} data-missing={!value || undefined}>
          <span className="muted">{term}: </span>
          {value || t(term === t("capture.due") ? "capture.due.default" : "capture.missing")}
        </span>
      ))}
      {parents && lastDay(read.due) > lastDay(parentDue) && (
        <span className={css.late}>{t("capture.late", { date: parents })}</span>
      )}
      {read.unknown.length > 0 && (
        <span className={css.unknown}>
          {t("capture.unknown", { words: read.unknown.map((word) => `@${word}`).join(", ") })}
        </span>
      )}
    </div>
  );
}
