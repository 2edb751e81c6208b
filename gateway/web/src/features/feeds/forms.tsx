import { MultiSelect, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Feed } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import { type Loaded, nationsOptions, useRecord } from "@/shared/api/queries";
import type { Person } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";
import css from "@/shared/ui/form.module.css";
import { Loads } from "@/shared/ui/loads";
import { usePolicy } from "@/shared/ui/names";
import { useUndo } from "@/shared/ui/undo";

interface Close {
  close: () => void;
}
interface OfFeed extends Close {
  feed: Feed;
  system: string;
}

/** Ends the feed as it stands, whatever it says now. */
const ended = async ({ id }: Feed, reason: string) =>
  api.post(`/feeds/${id}/end`, { reason }, { etag: (await api.read(`/feeds/${id}`)).etag });

/** A system of the nation may write a source: for the nation's administrator. */
export function GrantForm({ systems, close }: Close & { systems: Person[] }) {
  const t = useT();
  const [words, setWords] = useState({ source: "", system: systems[0]?.id ?? null, note: "" });
  const grant = useAct(() => api.post("/feeds", words), ["feed"], close);
  const errors = useFieldErrors(grant.error, words);
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("feed.grant")}
      action={t("feed.grant.do")}
      send={() => grant.mutate(undefined)}
      close={close}
      error={grant.error}
      busy={grant.isPending}
      ready={Boolean(words.source.trim() && words.system)}
    >
      <p>{t("feed.grant.hint")}</p>
      <div className={css.fields}>
        <TextInput
          label={t("feed.source")}
          description={t("feed.source.hint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          required
          autoFocus
          value={words.source}
          error={errors.source}
          onChange={(event) => setWords({ ...words, source: event.currentTarget.value })}
        />
        <Select
          label={t("feed.system")}
          description={systems.length === 0 ? t("feed.system.none") : t("feed.system.hint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          required
          data={systems.map(({ id, name }) => ({ value: id, label: name }))}
          value={words.system}
          error={errors.system}
          onChange={(system) => setWords({ ...words, system })}
        />
        <TextInput
          label={`${t("overlap.note")} (${t("form.optional")})`}
          value={words.note}
          error={errors.note}
          onChange={(event) => setWords({ ...words, note: event.currentTarget.value })}
        />
      </div>
    </Form>
  );
}

/** To whom the system may release what it writes: for the nation's release authority, who sees who gains by it. */
export function BoundsForm({ feed: { id }, ...of }: OfFeed) {
  const query = useRecord<Feed>("feed", `/feeds/${id}`);
  return (
    <Loads query={query} rows={3}>
      {(loaded: Loaded<Feed>) => <Bounds loaded={loaded} {...of} />}
    </Loads>
  );
}

/** It names the version that it was opened on: what another release authority narrowed meanwhile stays narrow. */
function Bounds({ loaded, system, close }: Omit<OfFeed, "feed"> & { loaded: Loaded<Feed> }) {
  const t = useT();
  const [{ value: feed, etag }] = useState(loaded);
  const nations = useQuery(nationsOptions).data ?? [];
  const levels = usePolicy()?.levels ?? [];
  const [words, setWords] = useState({ rel: feed.rel, level: feed.level });
  const bound = useAct(() => api.post(`/feeds/${feed.id}/bounds`, words, { etag }), ["feed"], close);
  const errors = useFieldErrors(bound.error, words);
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("feed.act.bounds")}
      action={t("feed.act.bounds")}
      send={() => bound.mutate(undefined)}
      close={close}
      error={bound.error}
      busy={bound.isPending}
    >
      <p>{t("feed.bounds.hint", { system, source: feed.source })}</p>
      <div className={css.fields}>
        <MultiSelect
          label={t("feed.bounds.rel")}
          description={t("feed.bounds.rel.hint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          searchable
          data={nations
            .filter(({ code }) => code !== feed.nation)
            .map(({ code, name }) => ({ value: code, label: name }))}
          value={words.rel}
          error={errors.rel}
          onChange={(rel) => setWords({ ...words, rel })}
        />
        <Select
          label={t("feed.bounds.level")}
          allowDeselect={false}
          data={levels.map(({ name }) => name)}
          value={words.level}
          error={errors.level}
          onChange={(level) => level && setWords({ ...words, level })}
        />
      </div>
    </Form>
  );
}

/** Ends it at once, with a reason; undone, the source is granted anew, for the nation alone. */
export function EndForm({ feed, system, close }: OfFeed) {
  const t = useT();
  const undo = useUndo();
  const [reason, setReason] = useState("");
  const again = useAct(
    () => api.post("/feeds", { source: feed.source, system: feed.system, note: feed.note }),
    ["feed"],
  );
  const end = useAct(
    () => ended(feed, reason.trim()),
    ["feed"],
    () => {
      undo.done({
        words: t("feed.end.done", { source: feed.source, system }),
        undo: () => again.mutate(undefined),
      });
      close();
    },
  );
  const errors = useFieldErrors(end.error, { reason });
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("feed.act.end")}
      action={t("feed.act.end")}
      color="red.9"
      send={() => end.mutate(undefined)}
      close={close}
      error={end.error}
      busy={end.isPending}
      ready={Boolean(reason.trim())}
    >
      <p>{t("feed.end.hint", { system, source: feed.source })}</p>
      <TextInput
        label={t("feed.end.reason")}
        description={t("directory.revoke.reason.hint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        required
        autoFocus
        value={reason}
        error={errors.reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Form>
  );
}
