import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useT } from "@/shared/i18n";
import css from "@/shared/ui/problem.module.css";

interface Field {
  name: string;
  label: string;
  mine: string;
  theirs: string;
}

/** Fields in which one's own version and the recorded one differ. */
export function differences<T extends object>(
  mine: T,
  theirs: T,
  labels: Partial<Record<keyof T, string>>,
): Field[] {
  return Object.entries(labels).flatMap(([name, label]) => {
    const [a, b] = [mine, theirs].map((each) => words((each as Record<string, unknown>)[name]));
    return a === b ? [] : [{ name, label: String(label), mine: a ?? "", theirs: b ?? "" }];
  });
}

function words(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object"
    ? Object.values(value).map(words).filter(Boolean).join(" ")
    : String(value);
}

interface Props {
  fields: Field[];
  /** Called with the names of the fields in which one's own words are kept. */
  resolve: (keep: Set<string>) => void;
  cancel: () => void;
}

/** Two versions, field by field, after somebody else was first. */
export function Conflict({ fields, resolve, cancel }: Props) {
  const t = useT();
  const [keep, setKeep] = useState(() => new Set(fields.map(({ name }) => name)));
  const choose = (name: string, mine: boolean) => {
    const next = new Set(keep);
    if (mine) next.add(name);
    else next.delete(name);
    setKeep(next);
  };
  return (
    <div className={css.notice} role="alert">
      <strong>{t("conflict.title")}</strong>
      <p>{t("conflict.text")}</p>
      {fields.map((field) => (
        <div key={field.name} className="stack">
          <span>{field.label}</span>
          <div className="row">
            <span>
              <span className="muted">{t("conflict.theirs")}: </span>
              {field.theirs}
            </span>
            <span>
              <span className="muted">{t("conflict.mine")}: </span>
              {field.mine}
            </span>
          </div>
          <SegmentedControl
            aria-label={field.label}
            value={keep.has(field.name) ? "mine" : "theirs"}
            onChange={(value) => choose(field.name, value === "mine")}
            data={[
              { value: "mine", label: t("conflict.keepMine") },
              { value: "theirs", label: t("conflict.takeTheirs") },
            ]}
          />
        </div>
      ))}
      <div className="row">
        <Button onClick={() => resolve(keep)}>{t("conflict.save")}</Button>
        <Button variant="default" onClick={cancel}>
          {t("form.cancel")}
        </Button>
      </div>
    </div>
  );
}
