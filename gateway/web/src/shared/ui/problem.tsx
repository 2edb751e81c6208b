import { Button } from "@mantine/core";
import { Problem } from "@/shared/api/problem";
import { useT } from "@/shared/i18n";
import css from "@/shared/ui/problem.module.css";

/** A refusal or a fault: its title, what to do, the fields it names, the trace id for those who ask for help. */
export function ProblemNotice({
  error,
  retry,
  compact,
}: {
  error: unknown;
  retry?: () => void;
  compact?: boolean;
}) {
  const t = useT();
  const problem = error instanceof Problem ? error : new Problem({ status: 500, title: t("problem.crash") });
  const title = problem.offline
    ? t("problem.offline")
    : problem.status === 404
      ? t("problem.notFound")
      : problem.title;
  const detail = problem.status === 404 ? t("problem.notFound.text") : problem.detail;
  // A refusal with one reason says it in its detail already: it is said once.
  const fields = problem.errors.filter((each) => !each.detail || each.detail !== detail);
  return (
    <div className={css.notice} data-compact={compact || undefined} role="alert">
      <strong>{title}</strong>
      {detail && <p>{detail}</p>}
      {fields.length > 0 && (
        <ul>
          {fields.map((each) => (
            <li key={each.pointer + each.rule}>{each.detail || each.rule.replaceAll("_", " ")}</li>
          ))}
        </ul>
      )}
      <div className="row">
        {retry && (
          <Button variant="default" onClick={retry}>
            {t("problem.retry")}
          </Button>
        )}
        {problem.traceId && <span className="ref">{t("problem.trace", { id: problem.traceId })}</span>}
      </div>
    </div>
  );
}
