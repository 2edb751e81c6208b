import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import css from "@/features/activities/activities.module.css";
import type { Activity, Version } from "@/shared/activities/types";
import { recordOptions } from "@/shared/api/queries";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Part } from "@/shared/ui/page";

/** What it was before each change. */
export function History({ id }: { id: string }) {
  const t = useT();
  const code = useCode();
  const query = useQuery(recordOptions<{ items: Version[] }>("activity", `/activities/${id}/history`));
  const items = query.data?.value.items ?? [];
  if (items.length === 0) return null;
  return (
    <Part title={t("activity.history")}>
      <ul className={css.parts}>
        {items.map(({ until, fields }) => (
          <li key={until}>
            <span className="number">{showInstant(until)}</span>
            <span className={css.grow}>
              {Object.entries(fields).map(([name, before]) => (
                <div key={name}>
                  {t("activity.was", {
                    field: code("activity", name),
                    before: said(before) || t("activity.nothing"),
                  })}
                </div>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** A former value in words. */
function said(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return String(value);
  return Object.values(value).map(said).filter(Boolean).join(", ");
}

interface Source {
  import_id: string;
  ref: string;
  name: string;
  row: number;
  values: Record<string, string>;
}

/** Where it came from: the file, the row, and what stood in it. */
export function Origin({ record: { id, provenance } }: { record: Activity }) {
  const t = useT();
  const query = useQuery({
    ...recordOptions<{ items: Source[] }>("import", `/imports/origins/${id}`),
    enabled: provenance.source !== "",
  });
  const items = query.data?.value.items ?? [];
  if (!provenance.source) return null;
  return (
    <Part title={t("activity.origin")}>
      <p>{t("activity.source", { source: provenance.source, id: provenance.source_id })}</p>
      {items.map((source) => (
        <div key={`${source.import_id} ${source.row}`}>
          <p>
            <Link to="/activities/imports/$id" params={{ id: source.import_id }} className="link">
              {source.name}
            </Link>{" "}
            <span className="muted">{t("import.row", { row: source.row })}</span>
          </p>
          <dl className={css.raw}>
            {Object.entries(source.values).map(([column, value]) => (
              <div key={column}>
                <dt>{column}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </Part>
  );
}
