import { MultiSelect, Select, TagsInput, TextInput } from "@mantine/core";
import css from "@/features/imports/imports.module.css";
import type { Mapping, Options } from "@/features/imports/types";
import { TOOLS } from "@/shared/activities/selection";
import { useCode, useT } from "@/shared/i18n";

/** How cells are meant where nothing else is said. */
export const PLAIN: Options = {
  cost_behind_unit: false,
  date_order: "shown",
  decimal: ".",
  host_role: "host",
  cost_times: 1,
};

const TIMES = ["1", "1000", "1000000", "1000000000"] as const;

interface Props {
  mapping: Mapping;
  change: (mapping: Mapping) => void;
  /** The names of the columns of the file. */
  columns: string[];
}

/** What holds for the whole file: how dates and numbers are written, what every row has, what tells rows apart. */
export function OptionFields({ mapping, change, columns }: Props) {
  const t = useT();
  const code = useCode();
  const { options = PLAIN, constants = {}, identity } = mapping;
  const set = (part: Partial<Options>) => change({ ...mapping, options: { ...options, ...part } });
  const constant = (target: string, value: string) => {
    const { [target]: _before, ...others } = constants;
    change({ ...mapping, constants: value ? { ...others, [target]: value } : others });
  };
  return (
    <div className={css.options}>
      <Select
        label={t("import.option.dates")}
        allowDeselect={false}
        data={(["shown", "mdy", "dmy", "ymd"] as const).map((value) => ({
          value,
          label: t(`import.dates.${value}`),
        }))}
        value={options.date_order}
        onChange={(value) => value && set({ date_order: value as Options["date_order"] })}
      />
      <Select
        label={t("import.option.decimal")}
        allowDeselect={false}
        data={[
          { value: ".", label: "1,234.5" },
          { value: ",", label: "1.234,5" },
        ]}
        value={options.decimal}
        onChange={(value) => value && set({ decimal: value as Options["decimal"] })}
      />
      <Select
        label={t("import.option.times")}
        description={t("import.option.times.hint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        allowDeselect={false}
        data={TIMES.map((value) => ({ value, label: t(`import.times.${value}`) }))}
        value={String(options.cost_times ?? 1)}
        onChange={(value) => value && set({ cost_times: Number(value) })}
      />
      <TagsInput
        label={t("import.option.empty")}
        value={options.empty ?? []}
        onChange={(empty) => set({ empty })}
      />
      <Select
        label={t("import.option.tool")}
        clearable
        data={TOOLS.map((value) => ({ value, label: code("activity.tool", value) }))}
        value={constants.tool ?? null}
        onChange={(value) => constant("tool", value ?? "")}
      />
      {(["lead", "currency"] as const).map((target) => (
        <TextInput
          key={target}
          label={t(`import.option.${target}`)}
          maxLength={3}
          value={constants[target] ?? ""}
          onChange={(event) => constant(target, event.currentTarget.value.toUpperCase())}
        />
      ))}
      <TextInput
        label={t("import.option.source")}
        description={t("import.option.source.hint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={identity.source}
        onChange={(event) =>
          change({ ...mapping, identity: { ...identity, source: event.currentTarget.value } })
        }
      />
      <Select
        label={t("import.option.column")}
        description={t("import.option.column.hint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        clearable
        data={columns}
        value={identity.column ?? null}
        onChange={(column) => change({ ...mapping, identity: { ...identity, column } })}
      />
      {!identity.column && (
        <MultiSelect
          label={t("import.option.cells")}
          data={columns}
          value={identity.cells ?? []}
          onChange={(cells) => change({ ...mapping, identity: { ...identity, cells } })}
        />
      )}
    </div>
  );
}
