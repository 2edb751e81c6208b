import { Checkbox, MultiSelect, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { communitiesOptions, nationsOptions } from "@/shared/api/queries";
import type { LabelInput } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import css from "@/shared/label/label.module.css";
import { useMe, useNames, usePolicy } from "@/shared/ui/names";
import { nearestFirst } from "@/shared/ui/nearest";

interface Props {
  value: LabelInput;
  onChange: (label: LabelInput) => void;
  owners: string[];
  /** Why a choice is not allowed, by the pointer that the API gave. */
  errors: Record<string, string>;
}

/** The parts of a label, each with what it does, and where a rule forbids the choice, that rule. */
export function LabelInputs({ value, onChange, owners, errors }: Props) {
  const t = useT();
  const names = useNames();
  const policy = usePolicy();
  const me = useMe();
  const nations = useQuery(nationsOptions).data ?? [];
  const communities = useQuery(communitiesOptions).data ?? [];
  const codes = [...communities.filter(({ deprecated_at }) => !deprecated_at), ...nations];
  const options = codes.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }));
  const others = options.filter((option) => !value.owner.includes(option.value));
  // Nobody makes what they could not read themselves: of the narrower communities, one's own.
  const coi = [...new Set([...me.coi, ...(value.coi ?? [])])];
  // It stays, to be taken back, and so that the focus is not lost with it.
  const [held] = useState(value.noforn);
  const several = (part: "rel" | "display_only") => (
    <MultiSelect
      label={t(`label.${part}`)}
      description={t(`label.${part}.hint`)}
      error={errors[`label/${part}`]}
      data={others}
      value={value[part] ?? []}
      searchable
      filter={nearestFirst}
      limit={40}
      onChange={(chosen) => onChange({ ...value, [part]: chosen })}
    />
  );
  return (
    <div className={css.inputs}>
      <Select
        label={t("label.level")}
        description={t("label.level.hint")}
        error={errors["label/level"]}
        data={(policy?.levels ?? []).map(({ name }) => name)}
        value={value.level}
        allowDeselect={false}
        onChange={(level) => level && onChange({ ...value, level })}
      />
      <MultiSelect
        label={t("label.owner")}
        description={t("label.owner.hint")}
        error={errors["label/owner"]}
        data={[...new Set([...owners, ...value.owner])].map((code) => ({ value: code, label: names(code) }))}
        value={value.owner}
        onChange={(owner) => owner.length > 0 && onChange({ ...value, owner })}
      />
      {several("rel")}
      {several("display_only")}
      {coi.length > 0 && (
        <MultiSelect
          label={t("label.coi")}
          description={t("label.coi.hint")}
          error={errors["label/coi"]}
          data={coi}
          value={value.coi ?? []}
          onChange={(chosen) => onChange({ ...value, coi: chosen })}
        />
      )}
      {held && (
        <Checkbox
          label={t("label.noforn")}
          error={errors["label/noforn"]}
          checked={value.noforn ?? false}
          onChange={({ currentTarget }) => onChange({ ...value, noforn: currentTarget.checked })}
        />
      )}
    </div>
  );
}
