import { Checkbox, Select, Textarea } from "@mantine/core";
import { useState } from "react";
import css from "@/features/releases/releases.module.css";
import type { Consent, Readers, Release } from "@/features/releases/types";
import { useRecord } from "@/shared/api/queries";
import type { ImpreciseDate } from "@/shared/api/types";
import { countryName } from "@/shared/countries/iso";
import { DateField } from "@/shared/dates/field";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Form } from "@/shared/ui/form";
import formCss from "@/shared/ui/form.module.css";
import { Loads } from "@/shared/ui/loads";
import { useNames } from "@/shared/ui/names";

interface Act {
  send: (body: object) => void;
  busy: boolean;
  close: () => void;
}
const WHY = ["classification", "source", "third_party", "need_to_know", "other"] as const;

interface Decision extends Act {
  request: Release;
  own: Consent | undefined;
  /** Whether it is the second signature: then it is less than what was proposed, and nothing else. */
  second: boolean;
  portions: string[];
}

/** A part of what is asked for: the paragraphs ticked in the text, some of the nations; the first person adds terms. */
export function DecisionForm({ request, own, second, portions, ...act }: Decision) {
  const t = useT();
  const names = useNames();
  const offered = second ? (own?.to ?? []) : request.to;
  const [to, setTo] = useState(offered);
  const [conditions, setConditions] = useState(own?.conditions ?? "");
  const [until, setUntil] = useState<ImpreciseDate | null>(null);
  const [answer, setAnswer] = useState("");
  const question = !request.item;
  const terms = second ? {} : { conditions, expires_on: until?.value ?? null, ...(question && { answer }) };
  const ready = to.length > 0 && (question ? second || answer.trim() !== "" : portions.length > 0);
  return (
    <Form
      className={`stack ${formCss.box}`}
      name={t("releases.part")}
      action={t(second ? "releases.approve.part" : "releases.propose.part")}
      {...act}
      send={() => act.send({ to, ...(question ? {} : { portions }), ...terms })}
      error={null}
      ready={ready}
      note={question ? undefined : t("releases.part.note", { count: portions.length })}
    >
      {!question && (
        <Checkbox.Group label={t("releases.to")} value={to} onChange={setTo}>
          <div className="row">
            {offered.map((code) => (
              <Checkbox key={code} value={code} label={names(code)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      {question && !second && (
        <Textarea
          label={t("releases.answer")}
          required
          autosize
          minRows={2}
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
        />
      )}
      {!second && (
        <div className={formCss.fields}>
          <Textarea
            label={`${t("releases.conditions")} (${t("form.optional")})`}
            autosize
            value={conditions}
            onChange={(event) => setConditions(event.currentTarget.value)}
          />
          <DateField
            label={`${t("releases.expires")} (${t("form.optional")})`}
            value={until}
            exact
            onChange={setUntil}
          />
        </div>
      )}
    </Form>
  );
}

/** No, and why: who asked reads it. */
export function RefusalForm(act: Act) {
  const t = useT();
  const code = useCode();
  const [why, setWhy] = useState<string>("classification");
  const [reason, setReason] = useState("");
  return (
    <Form
      className={`stack ${formCss.box}`}
      name={t("releases.refuse")}
      action={t("releases.refuse")}
      {...act}
      send={() => act.send({ why, reason })}
      error={null}
      ready={reason.trim() !== ""}
      note={t("releases.refuse.note")}
    >
      <div className={formCss.fields}>
        <Select
          label={t("releases.why")}
          allowDeselect={false}
          data={WHY.map((value) => ({ value, label: code("releases.why", value) }))}
          value={why}
          onChange={(value) => value && setWhy(value)}
        />
        <Textarea
          label={t("releases.reason")}
          required
          autoFocus
          autosize
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
    </Form>
  );
}

/** Takes a release back, in sight of who has read it already. */
export function RecallForm({ id, ...act }: Act & { id: string }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const query = useRecord<Readers>("release", `/releases/${id}/readers`);
  return (
    <Form
      className={`stack ${formCss.box}`}
      name={t("releases.recall")}
      action={t("releases.recall")}
      color="red"
      {...act}
      send={() => act.send({ reason })}
      error={null}
      ready={reason.trim() !== ""}
      note={t("releases.recall.note")}
    >
      <Loads query={query} rows={2}>
        {({ value: { items } }) => (
          <div>
            <strong>{t("releases.readers")}</strong>
            <ul className={css.effect}>
              {items.length === 0 && <li className="muted">{t("releases.readers.none")}</li>}
              {byNation(items).map(({ nation, people, last }) => (
                <li key={nation}>
                  {t("releases.readers.of", { nation: countryName(nation), people })}, {showInstant(last)}
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loads>
      <Textarea
        label={t("releases.reason")}
        required
        autoFocus
        autosize
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Form>
  );
}

/** How many people of each nation read it, and when one last did. */
function byNation(items: Readers["items"]) {
  return [...new Set(items.map(({ nation }) => nation))].map((nation) => {
    const own = items.filter((one) => one.nation === nation);
    return {
      nation,
      people: new Set(own.map(({ person }) => person)).size,
      last:
        own
          .map(({ last }) => last)
          .sort()
          .at(-1) ?? "",
    };
  });
}
