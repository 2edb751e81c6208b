import css from "@/features/caveats/caveats.module.css";
import { useChoices } from "@/features/caveats/choices";
import { useRecord } from "@/shared/api/queries";
import type { Caveat, CaveatChange } from "@/shared/caveats/types";
import { countryName } from "@/shared/countries/iso";
import { showDate, showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { ReadableWords } from "@/shared/label/readable";
import { Facts, Part } from "@/shared/ui/page";

/** What a caveat says, when it holds, and what it said before. */
export function CaveatBody({ record }: { record: Caveat }) {
  const t = useT();
  return (
    <div className={css.page}>
      <div>
        <Part title={t("caveat.words")}>
          <p className={css.quote}>
            <Portion label={record.label} /> “{record.published}”
          </p>
          {record.effect && <p className={css.quote}>{record.effect}</p>}
          {record.reason && <p className={css.quote}>{record.reason}</p>}
        </Part>
        <Part title={t("caveat.terms")}>
          <Terms record={record} />
        </Part>
        <History id={record.id} />
      </div>
      <About record={record} />
    </div>
  );
}

function Terms({ record: { terms } }: { record: Caveat }) {
  const t = useT();
  const code = useCode();
  const { nameOf } = useChoices();
  const named = (kind: "tasks" | "forces" | "weapons") =>
    terms[kind].map((each) => nameOf(kind, each)).join(", ");
  const month = new Intl.DateTimeFormat(undefined, { month: "long" });
  return (
    <Facts
      facts={[
        [t("caveat.term.operation"), terms.operation],
        [t("caveat.term.partnering"), terms.partnering && code("caveat.partnering", terms.partnering)],
        [t("caveat.term.countries"), terms.countries.map(countryName).join(", ")],
        [t("caveat.term.areas"), terms.areas.join(", ")],
        [t("caveat.term.tools"), terms.tools.map((each) => code("activity.tool", each)).join(", ")],
        [t("caveat.term.tasks"), named("tasks")],
        [t("caveat.term.forces"), named("forces")],
        [t("caveat.term.weapons"), named("weapons")],
        [t("caveat.term.partners"), terms.partners.map(countryName).join(", ")],
        [t("caveat.term.light"), terms.light && code("caveat.light", terms.light)],
        [
          t("caveat.term.months"),
          terms.months.map((each) => month.format(new Date(2024, each - 1, 1))).join(", "),
        ],
        [t("caveat.term.hours"), terms.hours.map((each) => `${String(each).padStart(2, "0")}:00`).join(", ")],
        [t("caveat.term.most"), terms.most],
        [t("caveat.term.condition"), terms.condition],
      ]}
    />
  );
}

function About({ record }: { record: Caveat }) {
  const t = useT();
  const code = useCode();
  const { label, nation } = record;
  return (
    <aside aria-label={t("caveat.facts")}>
      <Facts
        facts={[
          [t("label.legend"), label.banner],
          [t("activity.readers"), <ReadableWords key="readers" label={label} nations={[nation]} />],
          [t("caveat.nation"), countryName(nation)],
          [t("caveat.dimension"), code("caveat.dimension", record.dimension)],
          [t("caveat.basis"), code("caveat.basis", record.basis)],
          [t("caveat.source"), record.source],
          [t("caveat.valid_from"), record.valid_from.value && showDate(record.valid_from)],
          [t("caveat.valid_until"), record.valid_until.value && showDate(record.valid_until)],
          [t("caveat.lifted_on"), record.lifted_on.value && showDate(record.lifted_on)],
          [t("caveat.lift_by"), record.lift_by],
          [t("caveat.lift_days"), record.lift_days],
        ]}
      />
    </aside>
  );
}

function History({ id }: { id: string }) {
  const t = useT();
  const query = useRecord<{ items: CaveatChange[] }>("caveat", `/caveats/${id}/history`);
  const items = query.data?.value.items ?? [];
  if (items.length === 0) return null;
  return (
    <Part title={t("caveat.history")}>
      <ul className={css.change}>
        {items.map(({ until, before, after }) => (
          <li key={until}>
            <span className="muted small">{showInstant(until)}</span>
            {Object.keys(after).map((field) => (
              <div key={field}>
                {t("caveat.change", {
                  field,
                  before: before[field] || t("caveat.nothing"),
                  after: after[field] || t("caveat.nothing"),
                })}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </Part>
  );
}
