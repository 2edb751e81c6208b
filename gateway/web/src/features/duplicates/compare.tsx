import { Link } from "@tanstack/react-router";
import css from "@/features/duplicates/duplicates.module.css";
import type { Compared, Pair, Side } from "@/features/duplicates/types";
import { countryName } from "@/shared/countries/iso";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Mark } from "@/shared/ui/marks";

const TONES = { yes: "good", partly: "warn", no: "danger", unknown: "plain" } as const;
/** So many bits fill half of a weight's bar. */
const FULL = 12;

/** Two records side by side: which fields agree, in words, and how much each weighs. */
export function Compare({ pair }: { pair: Pair }) {
  const t = useT();
  const code = useCode();
  const { left, right, fields, decided, grade, across, weight } = pair;
  return (
    <>
      <div className="row">
        <Mark tone={grade === "likely" ? "danger" : "warn"}>{code("duplicate.grade", grade)}</Mark>
        <Mark>{code("duplicate.across", across)}</Mark>
        <span className="muted small">{t("duplicates.weight", { weight })}</span>
      </div>
      {decided && (
        <p className="muted small">
          {t("duplicates.decided", {
            nation: countryName(decided.nation),
            as: code("duplicate.state", decided.as).toLowerCase(),
            at: showInstant(decided.at),
          })}{" "}
          {decided.note}
        </p>
      )}
      <table className={css.compare}>
        <caption className="hidden-text">{t("duplicates.pair")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("duplicates.field")}</th>
            <Head side={left} />
            <Head side={right} />
            <th scope="col">{t("duplicates.agrees")}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <Row key={field.field} field={field} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Head({ side: { id, title, label, owner, ref, alike } }: { side: Side }) {
  const t = useT();
  return (
    <th scope="col">
      <Portion label={label} />{" "}
      <Link to="/activities/$id" params={{ id }} className="link">
        {title}
      </Link>
      <div className="muted small">
        {owner.split("+").map(countryName).join(", ")} {ref}{" "}
        {alike > 1 && <Mark>{t("activities.repeats", { count: alike })}</Mark>}
      </div>
    </th>
  );
}

function Row({ field: { field, left, right, agrees, says, weight } }: { field: Compared }) {
  const t = useT();
  const code = useCode();
  const shown = (value: string) =>
    field === "host" && value ? value.split(", ").map(countryName).join(", ") : value;
  return (
    <tr data-agrees={agrees}>
      <th scope="row">{code("duplicate.field", field)}</th>
      {[left, right].map((value, side) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the two sides of a pair
        <td key={side}>{shown(value) || <span className="muted">{t("duplicates.nothing")}</span>}</td>
      ))}
      <td>
        <Mark tone={TONES[agrees]}>{code("duplicate.agrees", agrees)}</Mark> <Weight weight={weight} />
        <div className="muted small">{says}</div>
      </td>
    </tr>
  );
}

/** How much it weighs, to the right for one event and to the left against it; the number says the same. */
function Weight({ weight }: { weight: number }) {
  const t = useT();
  const long = Math.min(1, Math.abs(weight) / FULL) * 30;
  const bits = Number(weight.toFixed(1)) || 0;
  return (
    <span className={css.weight}>
      <svg width="60" height="10" viewBox="0 0 60 10" aria-hidden="true">
        <rect
          x={weight < 0 ? 30 - long : 30}
          y="2"
          width={long}
          height="6"
          data-sign={weight < 0 ? "against" : "for"}
        />
        <path d="M30 0V10" />
      </svg>
      <span className="number small">
        {t("duplicates.bits", { weight: `${bits > 0 ? "+" : ""}${bits.toFixed(1)}` })}
      </span>
    </span>
  );
}
