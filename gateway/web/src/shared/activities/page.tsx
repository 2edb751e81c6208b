import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import css from "@/shared/activities/activities.module.css";
import { FilterBar } from "@/shared/activities/filter-bar";
import { RULED, VIEWS, WORK } from "@/shared/activities/places";
import { type Selection, selectionOf } from "@/shared/activities/selection";
import type { LabelView } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useOversees, useRole } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";

type View = (typeof VIEWS | typeof WORK | typeof RULED)[number];

interface Props {
  title: string;
  below?: ReactNode;
  labels: (LabelView | null | undefined)[];
  actions?: ReactNode;
  /** The selection and how it is changed, on pages that show one. */
  selection?: Selection;
  change?: (selection: Selection) => void;
  children: ReactNode;
}

/** A page of the activities: its neighbours, and the selection that they share. */
export function ActivitiesPage({ title, below, labels, actions, selection, change, children }: Props) {
  const t = useT();
  const oversees = useOversees();
  return (
    <Page title={title} below={below} labels={labels} actions={actions} wide>
      <Neighbours />
      {oversees && <p className="muted small">{t("activities.oversees")}</p>}
      {selection && change && <FilterBar selection={selection} change={change} />}
      {children}
    </Page>
  );
}

function Neighbours() {
  const t = useT();
  const selection = selectionOf(useSearch({ strict: false }));
  const rules = useRole("national_admin", "release_authority");
  const link = ({ to, name }: View) => (
    <li key={to}>
      <Link
        to={to}
        search={selection as never}
        className={css.tab}
        activeOptions={{ exact: true, includeSearch: false }}
        activeProps={{ "data-here": true, "aria-current": "page" }}
      >
        {t(name)}
      </Link>
    </li>
  );
  return (
    <nav className={`${css.tabs} screen-only`} aria-label={t("activities.pages")}>
      <ul>{VIEWS.map(link)}</ul>
      <ul>{[...WORK, ...(rules ? RULED : [])].map(link)}</ul>
    </nav>
  );
}
