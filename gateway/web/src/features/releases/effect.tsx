import { keepPreviousData, useQuery } from "@tanstack/react-query";
import css from "@/features/releases/releases.module.css";
import type { Effect, Gain, Paragraph } from "@/features/releases/types";
import { recordOptions } from "@/shared/api/queries";
import { showDay, showInstant } from "@/shared/dates/show";
import { useCode, useList, useT } from "@/shared/i18n";
import { Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useNames } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";

interface Props {
  id: string;
  portions: string[];
  paragraphs: Paragraph[];
}

/** Who gains and who loses by name, what blocks, and what was decided in like cases. */
export function EffectPart({ id, portions, paragraphs }: Props) {
  const t = useT();
  const code = useCode();
  const list = useList();
  const names = useNames();
  const query = useQuery({
    ...recordOptions<Effect>("release", `/releases/${id}/effect`, { portion: portions }),
    placeholderData: keepPreviousData,
  });
  const opening = (portion: string) => {
    const words = paragraphs.find((one) => one.id === portion)?.text ?? "";
    return words.length > 60 ? `${words.slice(0, 60)}…` : words;
  };
  const rows = (gains: Gain[]) =>
    gains.map(({ nation, portions: of, title }) => (
      <li key={nation}>
        <strong>{names(nation)}</strong>: {t("releases.gain", { count: of.length, title: String(title) })}
        <span className="muted small"> {of.map(opening).join(" · ")}</span>
      </li>
    ));
  return (
    <Loads query={query} rows={3}>
      {({ value: { gains, loses, also, blocks, like } }) => (
        <>
          <Part title={t("releases.effect")}>
            <ul className={css.effect} data-kind="gain">
              {gains.length > 0 ? rows(gains) : <li className="muted">{t("releases.gain.none")}</li>}
            </ul>
            {also.length > 0 && (
              <>
                <p className={css.also}>{t("releases.also")}</p>
                <ul className={css.effect} data-kind="also">
                  {rows(also)}
                </ul>
              </>
            )}
            <p className="small">{loses.length === 0 && t("releases.lose.none")}</p>
            {loses.length > 0 && (
              <>
                <p className={css.also}>{t("releases.lose")}</p>
                <ul className={css.effect} data-kind="lose">
                  {rows(loses)}
                </ul>
              </>
            )}
          </Part>
          {blocks.length > 0 && (
            <Part title={t("releases.blocks")}>
              <ul className={css.effect} data-kind="block">
                {blocks.map(({ portion, kind, nations, words }) => (
                  <li key={portion + kind}>
                    <Mark tone={kind === "noforn" ? "danger" : "warn"}>{code("releases.block", kind)}</Mark>{" "}
                    {list([...nations.map(names), ...words])}{" "}
                    <span className="muted small">{opening(portion)}</span>
                  </li>
                ))}
              </ul>
            </Part>
          )}
          <Part title={t("releases.like")}>
            <ul className={css.effect}>
              {like.length === 0 && <li className="muted">{t("releases.like.none")}</li>}
              {like.map((one) => (
                <li key={one.ref}>
                  <Mark tone={one.state === "approved" ? "good" : "plain"}>
                    {code("releases.consent", one.state)}
                  </Mark>{" "}
                  {one.level}, {list(one.to.map(names))}, {showInstant(one.at)}
                  {one.why && `, ${code("releases.why", one.why).toLowerCase()}`}
                  {one.conditions && `. ${one.conditions}`}
                  {one.expires_on && `. ${t("releases.expires")}: ${showDay(one.expires_on)}`}{" "}
                  <span className="muted small">{one.ref}</span>
                </li>
              ))}
            </ul>
          </Part>
        </>
      )}
    </Loads>
  );
}
