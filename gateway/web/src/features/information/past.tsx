import { diff } from "@/features/information/diff";
import css from "@/features/information/information.module.css";
import type { Change, Portion } from "@/features/information/types";
import { useRecord } from "@/shared/api/queries";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion as PortionMark } from "@/shared/label/portion";
import { Loads } from "@/shared/ui/loads";

interface Props {
  id: string;
  portions: Portion[];
  language: string;
}

/** What was changed, newest first, word by word; the banner is over what stood before, too. */
export function Past({ id, portions, language }: Props) {
  const t = useT();
  const query = useRecord<{ items: Change[] }>("information", `/items/${id}/history`);
  usePageLabels(query.data?.value.items.flatMap(({ marks }) => marks));
  const number = (portion: string | null) => portions.findIndex((each) => each.id === portion) + 1;
  const about = (portion: string | null) => {
    if (!portion) return t("information.history.title");
    const found = number(portion);
    return found ? t("information.history.portion", { number: found }) : t("information.history.gone");
  };
  return (
    <Loads query={query} rows={3}>
      {({ value: { items } }) =>
        items.length === 0 ? (
          <p className="muted">{t("information.history.empty")}</p>
        ) : (
          <ol className={css.past}>
            {items.map((change) => (
              <li key={`${change.portion_id} ${change.until}`}>
                <div className="row small muted">
                  <span className="number">{showInstant(change.until)}</span>
                  <span>{about(change.portion_id)}</span>
                  <PortionMark label={change.marks.at(-1)} />
                </div>
                <Fields change={change} language={language} />
              </li>
            ))}
          </ol>
        )
      }
    </Loads>
  );
}

function Fields({ change: { before, after }, language }: { change: Change; language: string }) {
  const t = useT();
  const code = useCode();
  return Object.keys(after).map((name) => (
    <p key={name} className={css.text} lang={language}>
      {name !== "text" && <span className="muted small">{code("information.history.field", name)}: </span>}
      {diff(before[name] ?? "", after[name] ?? "").map(({ how, text }, index) => {
        const Tag = how === "new" ? "ins" : how === "gone" ? "del" : "span";
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a run has no name but its place
          <Tag key={index}>
            {how !== "same" && (
              <span className="hidden-text">
                {t(how === "new" ? "information.history.new" : "information.history.old")}{" "}
              </span>
            )}
            {text}
          </Tag>
        );
      })}
    </p>
  ));
}
