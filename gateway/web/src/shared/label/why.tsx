import type { LabelInput, LabelView } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useReaders } from "@/shared/label/asks";
import css from "@/shared/label/editor.module.css";
import { useNames } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

const MOST = 60;

/** Who reads a label, sentence by sentence, and for each nation at the table and each reader, why. */
export function Why({ value, known, nations }: { value: LabelInput; known?: LabelView; nations: string[] }) {
  const t = useT();
  const names = useNames();
  const codes = [
    ...new Set([...nations, ...(known?.readable_by?.nations ?? []), ...(value.display_only ?? [])]),
  ].filter((code) => code.length === 3);
  const { data, error, refetch } = useReaders(value, codes.slice(0, MOST));
  if (error) return <ProblemNotice error={error} retry={() => void refetch()} compact />;
  return (
    <section className={css.why} aria-label={t("label.why.title")} aria-busy={!data}>
      {!data && <p className="muted">{t("label.checking")}</p>}
      {data?.says.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {data && data.nations.length > 0 && (
        <ul>
          {data.nations.map(({ nation, reads, shown, says }) => {
            const how = reads ? "label.why.reads" : shown ? "label.why.shown" : "label.why.not";
            return (
              <li key={nation} data-reads={reads || undefined}>
                <strong>{names(nation)}</strong> {t(how, { says })}.
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
