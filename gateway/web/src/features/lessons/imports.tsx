import { Button } from "@mantine/core";
import { countsOf } from "@/features/lessons/import-trial";
import css from "@/features/lessons/lessons.module.css";
import { Noticed } from "@/features/lessons/noticed";
import type { LessonImport } from "@/features/lessons/types";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { usePages } from "@/shared/api/queries";
import { showInstant } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { useAct } from "@/shared/ui/act";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { NextPage } from "@/shared/ui/more";
import { ProblemNotice } from "@/shared/ui/problem";

/** The collections that one's own nation brought in: counts, refused rows as a file, and the way back. */
export function ImportList() {
  const t = useT();
  const query = usePages<LessonImport>("lesson", "/lesson-imports");
  usePageLabels(query.items.map(({ label }) => label));
  return (
    <Loads query={query} rows={3}>
      {() =>
        query.items.length === 0 ? (
          <Empty title={t("lessonImport.none")}>{t("lessonImport.none.text")}</Empty>
        ) : (
          <>
            <ul className={css.rows}>
              {query.items.map((one) => (
                <Imported key={one.id} one={one} />
              ))}
            </ul>
            {query.more.has && <NextPage more={query.more} count={query.items.length} />}
          </>
        )
      }
    </Loads>
  );
}

function Imported({ one }: { one: LessonImport }) {
  const t = useT();
  const undo = useAct(async () => {
    const { etag } = await api.read(`/lesson-imports/${one.id}`);
    return api.post(`/lesson-imports/${one.id}/undo`, {}, { etag });
  }, ["lesson"]);
  return (
    <li>
      <span className={css.grow}>
        <Portion label={one.label} /> <strong>{one.name}</strong>{" "}
        <span className="muted small">
          {one.source} · {showInstant(one.created_at)}
        </span>
        <div>{t("lessonImport.counts", { ...countsOf(one) })}</div>
        {one.messages.length > 0 && (
          <details>
            <summary className="small">{t("lessonImport.noticed")}</summary>
            <Noticed messages={one.messages} />
          </details>
        )}
        {undo.error ? <ProblemNotice error={undo.error} compact /> : null}
      </span>
      {one.state === "undone" && <Mark>{t("lessonImport.undone", { count: one.undone })}</Mark>}
      {one.refused > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          component="a"
          href={`/api/v1/lesson-imports/${one.id}/refused`}
          download
        >
          {t("lessonImport.refused")}
        </Button>
      )}
      {may(one.can, "undo") && (
        <Button
          variant="default"
          size="compact-sm"
          loading={undo.isPending}
          onClick={() => undo.mutate(undefined)}
        >
          {t("lessonImport.undo")}
        </Button>
      )}
    </li>
  );
}
