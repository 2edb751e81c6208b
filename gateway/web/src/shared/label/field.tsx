import { Button, MultiSelect, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { communitiesOptions, nationsOptions } from "@/shared/api/queries";
import type { LabelInput } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import css from "@/shared/label/label.module.css";
import { ReadableWords, useExplained } from "@/shared/label/readable";
import { useNames, usePolicy } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

interface Props {
  value: LabelInput;
  onChange: (label: LabelInput) => void;
  /** The nations that this record concerns: named among the readers, or among those who are not. */
  nations: string[];
  /** Nations or contexts that may own it. */
  owners?: string[];
  legend?: string;
}

/** The label of what is being written, and in words who will read it. */
export function LabelField({ value, onChange, nations, owners = nations, legend }: Props) {
  const t = useT();
  const names = useNames();
  const policy = usePolicy();
  const [open, setOpen] = useState(false);
  const explained = useExplained(value, nations);
  const all = useQuery(nationsOptions).data ?? [];
  const communities = useQuery(communitiesOptions).data ?? [];
  const codes = [...communities.filter(({ deprecated_at }) => !deprecated_at), ...all];
  const options = codes.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }));
  const known = explained.data;
  const chip = {
    backgroundColor: known?.colour,
    color: known?.text_colour ?? levelText(policy, value.level),
  };
  return (
    <fieldset className={css.field}>
      <legend>{legend ?? t("label.legend")}</legend>
      <div className={css.summary}>
        {known && (
          <span className={css.chip} style={chip}>
            {known.banner}
          </span>
        )}
        <span className={css.readable} aria-live="polite">
          {explained.error ? null : <ReadableWords label={known} nations={nations} />}
        </span>
        <Button variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t("label.done") : t("label.change")}
        </Button>
      </div>
      {explained.error ? <ProblemNotice error={explained.error} compact /> : null}
      {open && (
        <div className={css.inputs}>
          <Select
            label={t("label.level")}
            data={(policy?.levels ?? []).map(({ name }) => name)}
            value={value.level}
            allowDeselect={false}
            onChange={(level) => level && onChange({ ...value, level })}
          />
          <MultiSelect
            label={t("label.owner")}
            data={[...new Set([...owners, ...value.owner])].map((code) => ({
              value: code,
              label: names(code),
            }))}
            value={value.owner}
            onChange={(owner) => owner.length > 0 && onChange({ ...value, owner })}
          />
          <MultiSelect
            label={t("label.rel")}
            data={options.filter((option) => !value.owner.includes(option.value))}
            value={value.rel ?? []}
            searchable
            limit={40}
            onChange={(rel) => onChange({ ...value, rel })}
          />
        </div>
      )}
    </fieldset>
  );
}

function levelText(policy: ReturnType<typeof usePolicy>, level: string): string {
  return policy?.levels.find(({ name }) => name === level)?.text_colour ?? "#ffffff";
}
