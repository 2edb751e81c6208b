import { Button, Checkbox, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { addressed } from "@/features/lessons/address";
import css from "@/features/lessons/lessons.module.css";
import type { Lesson, LessonLink } from "@/features/lessons/types";
import { may } from "@/shared/api/can";
import { api, type Loaded } from "@/shared/api/client";
import { useCode, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";
import { Mark } from "@/shared/ui/marks";
import { Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";
import { useUndo } from "@/shared/ui/undo";

const PLACES = { activity: "/activities/$id", tasking: "/taskings/$id", item: "/information/$id" } as const;

/** What proves a lesson, and what else it is tied to, as far as the reader may know it. */
export function Links({ loaded }: { loaded: Loaded<Lesson> }) {
  const t = useT();
  const { value: record, etag } = loaded;
  const undo = useUndo();
  const edits = may(record.can, "edit");
  const drop = useAct(
    (link: LessonLink) => api.patch<Lesson>(`/lessons/${record.id}`, { drop_links: [link.id] }, etag),
    ["lesson"],
    (_, link) =>
      undo.done({
        words: t("lesson.link.dropped", { what: link.title || link.note }),
        undo: () => back(link),
      }),
  );
  const again = useAct(
    async (link: LessonLink) => {
      const now = await api.read<Lesson>(`/lessons/${record.id}`);
      const { kind, target, note, evidence } = link;
      return api.patch(`/lessons/${record.id}`, { add_links: [{ kind, target, note, evidence }] }, now.etag);
    },
    ["lesson"],
  );
  const back = (link: LessonLink) => again.mutate(link);
  if (!edits && record.links.length === 0) return null;
  return (
    <Part title={t("lesson.links")}>
      {record.links.length === 0 && <p className="muted">{t("lesson.links.none")}</p>}
      <ul className={css.rows}>
        {record.links.map((link) => (
          <li key={link.id}>
            <span className={css.grow}>
              <Tied link={link} />
              {link.kind !== "text" && link.note && <div className="muted small">{link.note}</div>}
            </span>
            {link.evidence && <Mark tone="good">{t("lesson.link.isEvidence")}</Mark>}
            {edits && (
              <Button variant="subtle" size="compact-sm" onClick={() => drop.mutate(link)}>
                {t("lesson.link.drop")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {drop.error || again.error ? <ProblemNotice error={drop.error ?? again.error} compact /> : null}
      {edits && <AddLink loaded={loaded} />}
    </Part>
  );
}

function Tied({ link: { kind, target, ref, title, note } }: { link: LessonLink }) {
  const code = useCode();
  if (kind === "text") return note;
  const words = (
    <>
      {title} <span className="ref">{ref !== title && ref}</span>
    </>
  );
  return (
    <>
      <span className="muted small">{code("lesson.link.kind", kind)}</span>{" "}
      {target ? (
        <Link to={PLACES[kind]} params={{ id: target }} className="link">
          {words}
        </Link>
      ) : (
        words
      )}
    </>
  );
}

const NOTHING = { what: "", note: "", evidence: true };

function AddLink({ loaded: { value, etag } }: { loaded: Loaded<Lesson> }) {
  const t = useT();
  const [said, setSaid] = useState(NOTHING);
  const found = addressed(said.what);
  const record = found && found.kind !== "lesson" ? found : null;
  const link = record
    ? { kind: record.kind, target: record.id, note: said.note.trim(), evidence: said.evidence }
    : { kind: "text", note: said.what.trim(), evidence: said.evidence };
  const act = useAct(
    () => api.patch(`/lessons/${value.id}`, { add_links: [link] }, etag),
    ["lesson"],
    () => setSaid(NOTHING),
  );
  const errors = useFieldErrors(act.error, said);
  return (
    <Form
      name={t("lesson.link.new")}
      action={t("lesson.link.add")}
      send={() => act.mutate(undefined)}
      error={act.error}
      busy={act.isPending}
      ready={Boolean(said.what.trim())}
    >
      <TextInput
        label={t("lesson.link.what")}
        value={said.what}
        error={errors["add_links/0/target"] ?? errors["add_links/0/note"]}
        onChange={(event) => setSaid({ ...said, what: event.currentTarget.value })}
      />
      {record && (
        <TextInput
          label={t("lesson.link.note")}
          value={said.note}
          onChange={(event) => setSaid({ ...said, note: event.currentTarget.value })}
        />
      )}
      <Checkbox
        label={t("lesson.link.evidence")}
        checked={said.evidence}
        onChange={(event) => setSaid({ ...said, evidence: event.currentTarget.checked })}
      />
    </Form>
  );
}
