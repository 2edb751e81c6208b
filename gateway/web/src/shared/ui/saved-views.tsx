import { Button, CloseButton, Menu, TextInput } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { api } from "@/shared/api/client";
import { Problem } from "@/shared/api/problem";
import { useRecord } from "@/shared/api/queries";
import type { SavedView, SavedViewList } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { useMe } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";
import css from "@/shared/ui/saved-views.module.css";
import { useUndo } from "@/shared/ui/undo";

type Edit = (views: SavedView[]) => SavedView[];

const byName = (views: SavedView[]) => [...views].sort((a, b) => a.name.localeCompare(b.name));

/** Changes the views as they are kept now: what another device changed meanwhile stays. */
async function keep(page: string, edit: Edit): Promise<void> {
  for (let again = 0; ; again += 1) {
    const { value, etag } = await api.read<SavedViewList>(`/views/${page}`);
    try {
      await api.put(`/views/${page}`, { items: byName(edit(value.items)) }, etag);
      return;
    } catch (error) {
      if (again > 2 || !(error instanceof Problem && error.stale)) throw error;
    }
  }
}

const useEdit = (page: string) => useAct((edit: Edit) => keep(page, edit), ["view"]);

/** Views of a list that the person has named: kept for them wherever they sign in. `to` is the list's address. */
export function SavedViews({ page, to }: { page: string; to: string }) {
  const t = useT();
  const undo = useUndo();
  const { navigate, state } = useRouter();
  const [name, setName] = useState("");
  const [renaming, setRenaming] = useState<string | null>(null);
  const query = useRecord<SavedViewList>("view", `/views/${page}`);
  const views = query.data?.value.items ?? [];
  const act = useEdit(page);
  useFromDevice(page, to, query.isSuccess, act);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const view = { name: name.trim(), query: state.location.searchStr.replace(/^\?/, "") };
    if (!view.name) return;
    act.mutate((kept) => [...kept.filter((each) => each.name !== view.name), view]);
    setName("");
  };
  const remove = (view: SavedView) => {
    act.mutate((kept) => kept.filter((each) => each.name !== view.name));
    undo.done({
      words: t("views.removed", { name: view.name }),
      undo: () => act.mutate((kept) => [...kept.filter((each) => each.name !== view.name), view]),
    });
  };
  return (
    <Menu closeOnItemClick position="bottom-end" trapFocus>
      <Menu.Target>
        <Button variant="default">{t("views.title")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.length === 0 && <Menu.Label>{t("views.none")}</Menu.Label>}
        {views.map((view) =>
          renaming === view.name ? (
            <Rename
              key={view.name}
              view={view}
              taken={views.map((each) => each.name)}
              close={() => setRenaming(null)}
              rename={(next) =>
                act.mutate((kept) =>
                  kept.map((each) => (each.name === view.name ? { ...each, name: next } : each)),
                )
              }
            />
          ) : (
            <div key={view.name} className={css.view}>
              <Menu.Item onClick={() => void navigate({ href: `${to}?${view.query}` })}>
                {view.name}
              </Menu.Item>
              <Button variant="subtle" size="compact-xs" onClick={() => setRenaming(view.name)}>
                {t("views.rename")}
                <span className="hidden-text">: {view.name}</span>
              </Button>
              <CloseButton
                size="sm"
                aria-label={t("views.remove", { name: view.name })}
                onClick={() => remove(view)}
              />
            </div>
          ),
        )}
        <Menu.Divider />
        <form className={css.save} onSubmit={save}>
          <TextInput
            size="xs"
            aria-label={t("views.name")}
            placeholder={t("views.name")}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => event.stopPropagation()}
          />
          <Button type="submit" loading={act.isPending} disabled={!name.trim()}>
            {t("form.save")}
          </Button>
        </form>
        {act.error ? <ProblemNotice error={act.error} compact /> : null}
        <Menu.Label>{t("views.where")}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}

interface RenameProps {
  view: SavedView;
  taken: string[];
  rename: (name: string) => void;
  close: () => void;
}

function Rename({ view, taken, rename, close }: RenameProps) {
  const t = useT();
  const [name, setName] = useState(view.name);
  const next = name.trim();
  const clash = next !== view.name && taken.includes(next);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!next || clash) return;
    if (next !== view.name) rename(next);
    close();
  };
  return (
    <form className={css.save} onSubmit={send}>
      <TextInput
        size="xs"
        autoFocus
        maxLength={80}
        aria-label={t("views.newName", { name: view.name })}
        error={clash && t("views.taken")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") close();
        }}
      />
      <Button type="submit" disabled={!next || clash}>
        {t("form.save")}
      </Button>
    </form>
  );
}

/** Views that this device held before they were kept for the person. */
function heldAt(place: string): { name: string; search: object }[] {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "[]");
  } catch {
    return [];
  }
}

/** They are handed over once, and go from the device when they are kept. */
function useFromDevice(page: string, to: string, known: boolean, act: ReturnType<typeof useEdit>): void {
  const { id } = useMe();
  const { buildLocation } = useRouter();
  const place = `entente.views.${page}.${id}`;
  const { mutate } = act;
  useEffect(() => {
    const held = known ? heldAt(place) : [];
    if (held.length === 0) return;
    const views = held.map(({ name, search }) => ({
      name: name.slice(0, 80),
      query: buildLocation({ to, search } as never).searchStr.replace(/^\?/, ""),
    }));
    const edit: Edit = (kept) => [
      ...kept,
      ...views.filter((view) => kept.every((each) => each.name !== view.name)),
    ];
    mutate(edit, { onSuccess: () => localStorage.removeItem(place) });
  }, [known, place, to, buildLocation, mutate]);
}
