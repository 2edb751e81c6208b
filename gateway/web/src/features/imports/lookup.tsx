import { Button, CloseButton, Select, TextInput } from "@mantine/core";
import css from "@/features/imports/imports.module.css";
import type { ColumnMapping, FileColumn, Target } from "@/features/imports/types";
import { useT } from "@/shared/i18n";

interface Props {
  column: FileColumn;
  target: Target;
  mapped: ColumnMapping;
  set: (part: Partial<ColumnMapping>) => void;
}

/** What the words of a column mean, where the field takes only some values: word by word, and all the rest. */
export function Lookup({ column, target, mapped, set }: Props) {
  const t = useT();
  const pairs = mapped.pairs ?? [];
  const change = (at: number, pair: [string, string]) =>
    set({ pairs: pairs.map((each, place) => (place === at ? pair : each)) });
  const said = (word: string) => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  const understood = new Set(target.known.map(said));
  const open = column.samples.filter((sample) => !pairs.some(([word]) => word === sample));
  const next = open.find((sample) => !understood.has(said(sample))) ?? open[0] ?? "";
  const known = target.known.map((value) => ({ value, label: value.replaceAll("_", " ") }));
  return (
    <div className={css.lookup}>
      {pairs.map(([word, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity of its own
        <div key={at} className={css.pair}>
          <TextInput
            size="xs"
            aria-label={t("import.lookup.word", { column: column.name })}
            value={word}
            onChange={(event) => change(at, [event.currentTarget.value, value])}
          />
          <Select
            size="xs"
            aria-label={t("import.lookup.means", { word })}
            allowDeselect={false}
            data={known}
            value={value}
            onChange={(chosen) => chosen && change(at, [word, chosen])}
          />
          <CloseButton
            size="sm"
            aria-label={t("import.lookup.remove", { word })}
            onClick={() => set({ pairs: pairs.filter((_, place) => place !== at) })}
          />
        </div>
      ))}
      <Button variant="subtle" onClick={() => set({ pairs: [...pairs, [next, target.known[0] ?? ""]] })}>
        {t("import.lookup.add")}
      </Button>
      <Select
        size="xs"
        aria-label={t("import.lookup.otherwise", { column: column.name })}
        placeholder={t("import.lookup.rest")}
        clearable
        data={known}
        value={mapped.otherwise ?? null}
        onChange={(otherwise) => set({ otherwise })}
      />
    </div>
  );
}
