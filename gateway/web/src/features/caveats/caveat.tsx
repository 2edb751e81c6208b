import { Button, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { CaveatBody } from "@/features/caveats/body";
import { CaveatFields } from "@/features/caveats/fields";
import { bodyOf, type Words, wordsOf } from "@/features/caveats/words";
import { may } from "@/shared/api/can";
import { api, type Loaded } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import type { ImpreciseDate, LabelInput } from "@/shared/api/types";
import type { Caveat } from "@/shared/caveats/types";
import { countryName } from "@/shared/countries/iso";
import { DateField } from "@/shared/dates/field";
import { type MessageKey, useCode, useT } from "@/shared/i18n";
import { inputOf } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form, VersionedForm } from "@/shared/ui/form";
import box from "@/shared/ui/form.module.css";
import { Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { Page } from "@/shared/ui/page";
import { useVersioned } from "@/shared/ui/versioned";

const ENDS = { lift: "lifted", withdraw: "withdrawn", restore: "in_force" } as const;
type End = keyof typeof ENDS;
type Act = "edit" | "label" | End;
const TONES = { in_force: "accent", lifted: "good", withdrawn: "plain" } as const;

/** One caveat: its words, when it holds, who may lift it, and what it said before. */
export function CaveatPage({ id }: { id: string }) {
  const t = useT();
  const code = useCode();
  const query = useRecord<Caveat>("caveat", `/caveats/${id}`);
  const [act, setAct] = useState<Act | null>(null);
  const record = query.data?.value;
  const close = () => setAct(null);
  const ends: End[] = record?.state === "in_force" ? ["lift", "withdraw"] : ["restore"];
  return (
    <Page
      title={record?.subject ?? t("caveat.title")}
      labels={[record?.label]}
      above={
        <>
          <Link to="/activities/caveats">{t("caveat.title")}</Link>
          {record && <span className="ref">{record.ref}</span>}
          {record && <span>{countryName(record.nation)}</span>}
        </>
      }
      marks={
        record && (
          <>
            <Mark tone={record.kind === "permission" ? "good" : "warn"}>
              {code("caveat.kind", record.kind)}
            </Mark>
            <Mark tone={TONES[record.state]}>{code("caveat.state", record.state)}</Mark>
          </>
        )
      }
      actions={
        record &&
        may(record.can, "edit") &&
        (["edit", "label", ...ends] as Act[]).map((each) => (
          <Button
            key={each}
            variant="default"
            aria-expanded={act === each}
            onClick={() => setAct(act === each ? null : each)}
          >
            {each === "label" ? t("activity.label") : t(`caveat.${each}` as MessageKey)}
          </Button>
        ))
      }
    >
      <Loads query={query}>
        {(loaded) =>
          act === "edit" ? (
            <EditCaveat loaded={loaded} close={close} />
          ) : (
            <>
              {act === "label" && <RelabelCaveat loaded={loaded} close={close} />}
              {act && act !== "label" && <EndCaveat key={act} loaded={loaded} end={act} close={close} />}
              <CaveatBody record={loaded.value} />
            </>
          )
        }
      </Loads>
    </Page>
  );
}

interface Props {
  loaded: Loaded<Caveat>;
  close: () => void;
}

function EditCaveat({ loaded, close }: Props) {
  const t = useT();
  const form = useVersioned<Caveat, Words>({
    path: `/caveats/${loaded.value.id}`,
    loaded,
    wordsOf,
    bodyOf: (words) => {
      const { nation: _nation, ...body } = bodyOf(words);
      return body;
    },
    touches: ["caveat"],
    done: close,
  });
  const errors = useFieldErrors(form.error, form.mine);
  const labels = {
    subject: t("caveat.subject"),
    published: t("caveat.published"),
    effect: t("caveat.effect"),
    source: t("caveat.source"),
    operation: t("caveat.term.operation"),
    condition: t("caveat.term.condition"),
    lift_by: t("caveat.lift_by"),
  };
  return (
    <VersionedForm
      className={`stack ${box.box}`}
      name={t("caveat.edit")}
      form={form}
      labels={labels}
      close={close}
    >
      <CaveatFields value={form.mine} set={form.set} errors={errors} fixed />
    </VersionedForm>
  );
}

function RelabelCaveat({ loaded: { value, etag }, close }: Props) {
  const t = useT();
  const [label, setLabel] = useState<LabelInput>(() => inputOf(value.label));
  const act = useAct(() => api.post(`/caveats/${value.id}/label`, { label }, { etag }), ["caveat"], close);
  return (
    <Form
      className={`stack ${box.box}`}
      name={t("activity.label")}
      action={t("activity.label")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
    >
      <LabelField
        value={label}
        onChange={setLabel}
        nations={[...new Set([...value.label.owner, ...(value.label.rel ?? [])])]}
        owners={value.label.owner}
      />
    </Form>
  );
}

function EndCaveat({ loaded: { value, etag }, end, close }: Props & { end: End }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [on, setOn] = useState<ImpreciseDate | null>(null);
  const body = {
    state: ENDS[end],
    ...(end === "restore" ? {} : { reason: reason.trim() }),
    ...(end === "lift" ? { lifted_on: on?.value ?? null } : {}),
  };
  const act = useAct(() => api.patch(`/caveats/${value.id}`, body, etag), ["caveat"], close);
  const errors = useFieldErrors(act.error, { reason, lifted_on: on });
  return (
    <Form
      className={`stack ${box.box}`}
      name={t(`caveat.${end}`)}
      action={t(`caveat.${end}`)}
      back={t("confirm.back")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
    >
      {end !== "restore" && (
        <TextInput
          label={t("caveat.reason")}
          required
          autoFocus
          value={reason}
          error={errors.reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {end === "lift" && (
        <DateField label={t("caveat.lifted_on")} value={on} error={errors.lifted_on} onChange={setOn} />
      )}
    </Form>
  );
}
