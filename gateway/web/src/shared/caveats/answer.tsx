import { Link } from "@tanstack/react-router";
import css from "@/shared/caveats/caveats.module.css";
import type { NamedCaveat, NationAnswer } from "@/shared/caveats/types";
import { countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Mark } from "@/shared/ui/marks";

const TONES = { definite: "danger", possible: "warn", unknown: "note", none_read: "plain" } as const;
const FILLS = { definite: "good", possible: "note" } as const;

/** The answers of nations: in words and colour, with what decides them and whose permission fills the gap. */
export function NationAnswers({ nations, brief = false }: { nations: NationAnswer[]; brief?: boolean }) {
  const code = useCode();
  return (
    <ul className={css.nations}>
      {nations.map((one) => (
        <li key={one.nation} className={css.nation} data-answer={one.answer}>
          <div className={css.head}>
            <strong>{countryName(one.nation)}</strong>
            <Mark tone={TONES[one.answer]}>{code("caveat.answer", one.answer)}</Mark>
            <span>{one.says}</span>
          </div>
          <Met answer={one} />
          {!brief && <Clear answer={one} />}
        </li>
      ))}
    </ul>
  );
}

function Met({ answer: { met, permitted } }: { answer: NationAnswer }) {
  const t = useT();
  const code = useCode();
  if (met.length === 0 && permitted.length === 0) return null;
  return (
    <ul className={css.met}>
      {met.map(({ caveat, answer, why, lifted, lifted_by, filled_by }) => (
        <li key={caveat.id}>
          <Mark tone={lifted ? "good" : TONES[answer]}>
            {lifted ? t("caveat.lifted.here") : code("caveat.answer", answer)}
          </Mark>{" "}
          <Named caveat={caveat} />
          <p className={css.why}>{why.map(({ says }) => says).join(" ")}</p>
          <Fills title={t("caveat.lifted_by")} fills={lifted_by} />
          <Fills title={t("caveat.filled_by")} fills={filled_by} nation />
          {caveat.lift_by && !lifted && (
            <p className="muted small">
              {t("caveat.to_lift", { who: caveat.lift_by, days: caveat.lift_days ?? -1 })}
            </p>
          )}
        </li>
      ))}
      {permitted.map(({ caveat, answer }) => (
        <li key={caveat.id}>
          <Mark tone={FILLS[answer]}>{t("caveat.permitted")}</Mark> <Named caveat={caveat} />
        </li>
      ))}
    </ul>
  );
}

interface FillsProps {
  title: string;
  fills: NationAnswer["met"][number]["filled_by"];
  /** Says whose each is. */
  nation?: boolean;
}

function Fills({ title, fills, nation = false }: FillsProps) {
  const code = useCode();
  if (fills.length === 0) return null;
  return (
    <ul className={`${css.nations} ${css.fills}`} aria-label={title}>
      {fills.map(({ caveat, answer }) => (
        <li key={caveat.id}>
          <Mark tone={FILLS[answer]}>{code("caveat.fill", answer)}</Mark> {title}{" "}
          {nation && <strong>{countryName(caveat.nation)}: </strong>}
          <Named caveat={caveat} />
        </li>
      ))}
    </ul>
  );
}

function Clear({ answer: { not_met: clear } }: { answer: NationAnswer }) {
  const t = useT();
  if (clear.length === 0) return null;
  return (
    <details>
      <summary className="muted small">{t("caveat.not_met", { count: clear.length })}</summary>
      <ul className={css.met}>
        {clear.map(({ caveat, why }) => (
          <li key={caveat.id}>
            <Named caveat={caveat} />
            <p className={css.why}>{why.map(({ says }) => says).join(" ")}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Named({ caveat: { id, label, subject, published } }: { caveat: NamedCaveat }) {
  return (
    <>
      <Portion label={label} />{" "}
      <Link to="/activities/caveats/$id" params={{ id }} className="link">
        {subject}
      </Link>
      : “{published}”
    </>
  );
}
