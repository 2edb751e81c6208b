import { Button } from "@mantine/core";
import type { TypedLabel } from "@/shared/api/types";
import { useList, useT } from "@/shared/i18n";
import css from "@/shared/label/editor.module.css";
import { ProblemNotice } from "@/shared/ui/problem";

interface Props {
  typed: string;
  /** What is wrong with it; null while nothing is known to be. */
  reading: TypedLabel | null;
  /** Why it could not be looked at. */
  error: unknown;
  retry: () => void;
  use: (marking: string) => void;
}

/** What is wrong with a marking and where, each with the nearest valid form to take. */
export function Wrong({ typed, reading, error, retry, use }: Props) {
  const t = useT();
  const list = useList();
  if (error) return <ProblemNotice error={error} retry={retry} compact />;
  if (!reading) return null;
  const { errors, instead, unsettable } = reading;
  const take = (marking: string) => (
    <Button variant="default" size="compact-sm" className={css.use} onClick={() => use(marking)}>
      {t("label.typed.use", { marking })}
    </Button>
  );
  if (unsettable.length > 0) return <p>{t("label.typed.unsettable", { words: list(unsettable) })}</p>;
  if (instead)
    return (
      <p>
        {t("label.typed.instead", { policy: instead.policy.toUpperCase() })} {take(instead.marking)}
      </p>
    );
  return (
    <ul>
      {errors.map(({ rule, at, end, message, use: mended }) => (
        <li key={`${rule} ${at}`}>
          {end > at && <strong>{t("label.typed.at", { part: typed.slice(at, end) })} </strong>}
          {message}. {mended && take(mended)}
        </li>
      ))}
    </ul>
  );
}
