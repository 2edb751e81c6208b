import css from "@/features/countries/countries.module.css";
import type { Demand, Host, Suggestion } from "@/shared/activities/types";
import { countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Mark } from "@/shared/ui/marks";
import { Part } from "@/shared/ui/page";

/** Who would lead best by capability, each with the reasons for and against, and what is not known. */
export function Suggestions({ suggestions }: { suggestions: Suggestion[] }) {
  const t = useT();
  const code = useCode();
  if (suggestions.length === 0) return null;
  return (
    <Part title={t("country.lead")}>
      <p className="muted small">{t("country.lead.hint")}</p>
      {suggestions.map(({ capability, candidates, unknown }) => (
        <section key={capability} className={css.suggestion}>
          <h3>{code("capability", capability)}</h3>
          <ol>
            {candidates.map(({ nation, held_back: held, reasons, unknown: open }) => (
              <li key={nation}>
                <strong>{countryName(nation)}</strong>{" "}
                {held && <Mark tone="warn">{t("country.lead.held")}</Mark>}
                <ul>
                  {reasons.map(({ says, for: speaks, origin }) => (
                    <li key={says}>
                      <Mark tone={speaks ? "good" : "warn"}>
                        {t(speaks ? "country.for" : "country.against")}
                      </Mark>{" "}
                      {says} {origin && <span className="muted small">({origin})</span>}
                    </li>
                  ))}
                  {open.length > 0 && (
                    <li className="muted">{t("country.lead.unknown", { what: open.join("; ") })}</li>
                  )}
                </ul>
              </li>
            ))}
          </ol>
          {unknown.map((sentence) => (
            <p key={sentence} className="muted small">
              {sentence}
            </p>
          ))}
        </section>
      ))}
    </Part>
  );
}

/** What the host asked for, and where a plan runs ahead of it. */
export function Demands({ demands }: { demands: Demand[] }) {
  const t = useT();
  const code = useCode();
  if (demands.length === 0) return null;
  return (
    <Part title={t("activities.demand")}>
      <ul className={css.lines}>
        {demands.map(({ id, measure, label, host_position: position, warning, says }) => (
          <li key={id}>
            <div>
              <Portion label={label} /> {measure} <Mark>{code("demand.position", position)}</Mark>{" "}
              {warning && <Mark tone="danger">{code("demand.warning", warning)}</Mark>}
            </div>
            <div className="muted small">{says}</div>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What nations may not do there, or may do nowhere else. */
export function Caveats({ caveats }: { caveats: Host["caveats"] }) {
  const t = useT();
  const code = useCode();
  if (caveats.length === 0) return null;
  return (
    <Part title={t("country.caveats")}>
      <ul className={css.lines}>
        {caveats.map(({ nation, rule, scope, kind, binds, origin }) => (
          <li key={nation + rule}>
            <strong>{countryName(nation)}</strong>{" "}
            <Mark tone={kind === "restriction" ? "warn" : "good"}>{code("caveat.kind", kind)}</Mark> {rule}{" "}
            {scope && <span className="muted">{scope}</span>}{" "}
            {binds === "perhaps" && <Mark>{t("caveat.perhaps")}</Mark>}{" "}
            {origin && <span className="muted small">({origin})</span>}
          </li>
        ))}
      </ul>
    </Part>
  );
}
