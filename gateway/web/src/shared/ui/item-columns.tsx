import { Link } from "@tanstack/react-router";
import type { Item } from "@/shared/api/types";
import { Due } from "@/shared/dates/due";
import { lastDay } from "@/shared/dates/show";
import type { Translate, TranslateCode } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import css from "@/shared/ui/item-columns.module.css";
import { Nations, RiskMarks, StandingMark, StateMark, stateWords } from "@/shared/ui/marks";
import type { Column } from "@/shared/ui/table";

/** How a tasking stands in every list; `forum` false where the page is the forum's own. */
export function itemColumns(t: Translate, code: TranslateCode, show: { forum: boolean }): Column<Item>[] {
  const all: (Column<Item> | null)[] = [
    {
      id: "title",
      header: t("item.title"),
      grow: true,
      value: ({ title }) => title,
      exports: [
        { header: t("item.csv.portion"), value: ({ label }) => label.portion },
        { header: t("item.csv.ref"), value: ({ ref }) => ref },
        { header: t("item.title"), value: ({ title }) => title },
        { header: t("item.csv.standing"), value: ({ standing }) => code("standing", standing) },
        {
          header: t("item.csv.risks"),
          value: ({ at_risk }) => at_risk.map((risk) => code("risk", risk)).join(", "),
        },
      ],
      cell: (item) => (
        <div className={css.title}>
          <span>
            <Portion label={item.label} />{" "}
            <Link to="/taskings/$id" params={{ id: item.id }} className={css.link}>
              {item.title}
            </Link>
          </span>
          <span className={css.under}>
            <span className="ref">{item.ref}</span>
            {item.kind !== "tasking" && <span>{code("item.kind", item.kind)}</span>}
            <StandingMark standing={item.standing} unseen={item.unseen_by} />
            <RiskMarks risks={item.at_risk} blocked={item.blocked_nations} />
          </span>
        </div>
      ),
    },
    {
      id: "state",
      header: t("item.state"),
      value: ({ state, state_standing }) => stateWords(code, state, state_standing),
      cell: ({ state, state_standing }) => <StateMark state={state} of="item" standing={state_standing} />,
    },
    show.forum
      ? {
          id: "forum",
          header: t("item.forum"),
          minor: true,
          value: ({ addressing_forum }) => addressing_forum?.name ?? "",
          cell: ({ addressing_forum }) => addressing_forum?.name,
        }
      : null,
    {
      id: "issuer",
      header: t("item.issuer"),
      minor: true,
      value: ({ issuing_forum }) => issuing_forum?.name ?? "",
      cell: ({ issuing_forum }) => issuing_forum?.name,
    },
    {
      id: "lead",
      header: t("item.lead"),
      minor: true,
      value: ({ lead }) => lead,
      exports: [
        { header: t("item.lead.one"), value: ({ lead }) => lead },
        { header: t("item.supporting"), value: ({ supporting }) => supporting.join(", ") },
      ],
      cell: ({ lead, supporting }) => <Nations codes={[lead, ...supporting]} lead={lead} />,
    },
    {
      id: "due",
      header: t("item.due"),
      align: "end",
      value: ({ due }) => lastDay(due),
      cell: ({ due }) => <Due date={due} />,
    },
  ];
  return all.filter((column): column is Column<Item> => column !== null);
}
