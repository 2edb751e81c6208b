import { Button, CloseButton, Popover, TextInput } from "@mantine/core";
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
  const [open, setOpen] = useState(false);
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
  const choose = (view: SavedView) => {
    setOpen(false);
    void navigate({ href: `${to}?${view.query}` });
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("views.title")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.views}>
        {views.length === 0 && <p className="muted small">{t("views.none")}</p>}
        <ul className={css.list}>
          {views.map((view) => (
            <li key={view.name}>
              {renaming === view.name ? (
                <Rename
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
                <div className={css.view}>
                  <Button variant="subtle" className={css.name} onClick={() => choose(view)}>
                    {view.name}
                  </Button>
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
              )}
            </li>
          ))}
        </ul>
        <form className={css.view} onSubmit={save}>
          <TextInput
            size="xs"
            aria-label={t("views.name")}
            placeholder={t("views.name")}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" loading={act.isPending} disabled={!name.trim()}>
            {t("form.save")}
          </Button>
        </form>
        {act.error ? <ProblemNotice error={act.error} compact /> : null}
        <p className="muted small">{t("views.where")}</p>
      </Popover.Dropdown>
    </Popover>
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
    <form className={css.view} onSubmit={send}>
      <TextInput
        size="xs"
        autoFocus
        maxLength={80}
        aria-label={t("views.newName", { name: view.name })}
        error={clash && t("views.taken")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          close();
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
