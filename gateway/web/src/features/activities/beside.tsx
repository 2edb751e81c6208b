import { Button, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import css from "@/features/activities/activities.module.css";
import { overlapLabels } from "@/shared/activities/labels";
import { OverlapMarks, OverlapSides, overlapWhen } from "@/shared/activities/overlap";
import type { Note, Overlap, Tie } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import { recordOptions, usePages } from "@/shared/api/queries";
import { countryName } from "@/shared/countries/iso";
import { showInstant } from "@/shared/dates/show";
import { useDraft } from "@/shared/drafts/drafts";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { useAct } from "@/shared/ui/act";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import { NextPage } from "@/shared/ui/more";
import { Part } from "@/shared/ui/page";

/** With what it overlaps. */
export function Meets({ id }: { id: string }) {
  const t = useT();
  const query = usePages<Overlap>("overlap", "/overlaps", { activity: id });
  usePageLabels(query.items.flatMap(overlapLabels));
  if (query.items.length === 0) return null;
  return (
    <Part title={t("overlaps.title")}>
      <ul className={css.parts}>
        {query.items.map((overlap) => (
          <li key={overlap.id}>
            <OverlapMarks overlap={overlap} />
            <span className={css.grow}>
              <Link to="/activities/overlaps/$id" params={{ id: overlap.id }} className="link">
                {overlap.why[0] ?? t("overlap.open")}
              </Link>{" "}
              <span className="muted small">{overlapWhen(t, overlap)}</span>
              <OverlapSides overlap={overlap} />
            </span>
          </li>
        ))}
      </ul>
      {query.more.has && <NextPage more={query.more} count={query.items.length} />}
    </Part>
  );
}

/** What was noted, before and after the action, each under its own label. */
export function Notes({ id, writes, level }: { id: string; writes: boolean; level: string }) {
  const t = useT();
  const code = useCode();
  const query = usePages<Note>("activity", `/activities/${id}/notes`);
  usePageLabels(query.items.map(({ label }) => label));
  const draft = useDraft(`note:${id}`, { kind: "note", text: "" }, () => level);
  const { value } = draft;
  const { form } = useDrafted(
    draft,
    () => api.post(`/activities/${id}/notes`, { ...value, text: value.text.trim() }),
    ["activity"],
  );
  if (!writes && query.items.length === 0) return null;
  return (
    <Part title={t("activity.notes")}>
      {query.items.map(({ id: key, nation, kind, text, at, label }) => (
        <article key={key} className={css.noted}>
          <p className="muted small">
            {countryName(nation)} · {code("note.kind", kind)} · {showInstant(at)}
          </p>
          <p className={css.text}>
            <Portion label={label} /> {text}
          </p>
        </article>
      ))}
      {query.more.has && <NextPage more={query.more} count={query.items.length} />}
      {writes && (
        <Form name={t("note.new")} action={t("note.add")} {...form} ready={Boolean(value.text.trim())}>
          <Textarea
            label={t("note.new")}
            description={t("note.hint")}
            value={value.text}
            onChange={(event) => draft.setValue({ ...value, text: event.currentTarget.value })}
          />
          <div className="row">
            <SegmentedControl
              size="xs"
              aria-label={t("note.kind")}
              value={value.kind}
              onChange={(kind) => draft.setValue({ ...value, kind })}
              data={["note", "after_action"].map((kind) => ({ value: kind, label: code("note.kind", kind) }))}
            />
          </div>
        </Form>
      )}
    </Part>
  );
}

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/i;

/** Taskings, lessons and plans that it is tied to. */
export function Links({ id, writes }: { id: string; writes: boolean }) {
  const t = useT();
  const code = useCode();
  const [open, setOpen] = useState(false);
  const query = useQuery(recordOptions<{ items: Tie[] }>("activity", `/activities/${id}/links`));
  const items = query.data?.value.items ?? [];
  usePageLabels(items.map(({ label }) => label));
  if (!writes && items.length === 0) return null;
  return (
    <Part
      title={t("activity.links")}
      aside={
        writes && (
          <Button variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("link.add")}
          </Button>
        )
      }
    >
      {open && <LinkForm id={id} close={() => setOpen(false)} />}
      <ul className={css.parts}>
        {items.map(({ id: key, kind, target, title, label }) => (
          <li key={key}>
            <span>{code("link.kind", kind)}</span>
            <span className={css.grow}>
              <Portion label={label} />{" "}
              {kind === "tasking" ? (
                <Link to="/taskings/$id" params={{ id: target }} className="link">
                  {title || t("link.open")}
                </Link>
              ) : (
                title || target
              )}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function LinkForm({ id, close }: { id: string; close: () => void }) {
  const t = useT();
  const code = useCode();
  const [kind, setKind] = useState("tasking");
  const [target, setTarget] = useState("");
  const [title, setTitle] = useState("");
  const found = ID.exec(target)?.[0];
  const act = useAct(
    () => api.post(`/activities/${id}/links`, { kind, target: found, title: title.trim() }),
    ["activity"],
    close,
  );
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("link.add")}
      action={t("link.add")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
      ready={Boolean(found)}
    >
      <Select
        label={t("link.kind")}
        allowDeselect={false}
        data={["tasking", "lesson", "plan"].map((each) => ({ value: each, label: code("link.kind", each) }))}
        value={kind}
        onChange={(next) => next && setKind(next)}
      />
      <TextInput
        label={t("link.target")}
        description={t("link.target.hint")}
        required
        value={target}
        onChange={(event) => setTarget(event.currentTarget.value)}
      />
      <TextInput
        label={`${t("link.title")} (${t("form.optional")})`}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </Form>
  );
}
