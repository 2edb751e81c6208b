import { Button, Popover, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Series } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import type { LabelInput } from "@/shared/api/types";
import { useCode, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { FoundField } from "@/shared/ui/found-field";
import { ProblemNotice } from "@/shared/ui/problem";

interface Props {
  value: string | null;
  error?: string;
  label: LabelInput;
  choose: (series: string | null) => void;
}
const RHYTHMS = ["annual", "biennial", "triennial", "irregular"] as const;

/** Of which series it is, each with its rhythm; a new one is made in place, under the activity's label. */
export function SeriesField({ value, error, label, choose }: Props) {
  const t = useT();
  const code = useCode();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const named = ({ name, rhythm }: Series) =>
    rhythm ? `${name} (${code("rhythm", rhythm).toLowerCase()})` : name;
  return (
    <div>
      <FoundField<Series>
        label={`${t("activity.series")} (${t("form.optional")})`}
        path="/series"
        value={value}
        words={named}
        error={error}
        choose={choose}
        add={(name) => {
          setTyped(name);
          setOpen(true);
        }}
      />
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-start"
        trapFocus
        returnFocus
        withinPortal={false}
      >
        <Popover.Target>
          <Button
            variant="subtle"
            size="compact-xs"
            aria-expanded={open}
            onClick={() => {
              setTyped("");
              setOpen(!open);
            }}
          >
            {t("series.new")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("series.new")}>
          <NewSeries
            label={label}
            called={typed}
            done={({ id }) => {
              choose(id);
              setOpen(false);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

/** Stands within the form of the activity: its own button makes the series, not Enter alone. */
function NewSeries({
  label,
  called,
  done,
}: {
  label: LabelInput;
  called: string;
  done: (made: Series) => void;
}) {
  const t = useT();
  const code = useCode();
  const [name, setName] = useState(called);
  const [rhythm, setRhythm] = useState<string>("annual");
  const act = useAct(
    () => api.post<Series>("/series", { name: name.trim(), rhythm, label }),
    ["activity"],
    done,
  );
  const send = () => name.trim() && !act.isPending && act.mutate(undefined);
  return (
    <div className="stack">
      <TextInput
        label={t("series.name")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          event.stopPropagation();
          send();
        }}
      />
      <Select
        label={t("series.rhythm")}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={RHYTHMS.map((each) => ({ value: each, label: code("rhythm", each) }))}
        value={rhythm}
        onChange={(next) => next && setRhythm(next)}
      />
      {act.error ? <ProblemNotice error={act.error} compact /> : null}
      <div>
        <Button loading={act.isPending} disabled={!name.trim()} onClick={send}>
          {t("series.create")}
        </Button>
      </div>
    </div>
  );
}
