import { Button, CloseButton, Menu, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import css from "@/features/activities/activities.module.css";
import { useT } from "@/shared/i18n";
import { useMe } from "@/shared/ui/names";

/** A name for what the address says: the selection, the columns, the sort. */
interface View {
  name: string;
  search: Record<string, string>;
}

const placeOf = (person: string) => `entente.views.activities.${person}`;

function read(person: string): View[] {
  try {
    return JSON.parse(localStorage.getItem(placeOf(person)) ?? "[]") as View[];
  } catch {
    return [];
  }
}

/** Views that the person has named, kept on this device under their own name. */
export function SavedViews() {
  const t = useT();
  const { id } = useMe();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, string>;
  const [views, setViews] = useState(() => read(id));
  const [name, setName] = useState("");
  const keep = (next: View[]) => {
    setViews(next);
    try {
      localStorage.setItem(placeOf(id), JSON.stringify(next));
    } catch {
      // A browser that keeps nothing: the view lasts as long as the page.
    }
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    const others = views.filter((view) => view.name !== name.trim());
    keep([...others, { name: name.trim(), search }].sort((a, b) => a.name.localeCompare(b.name)));
    setName("");
  };
  return (
    <Menu closeOnItemClick position="bottom-end" trapFocus>
      <Menu.Target>
        <Button variant="default">{t("activities.views")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.length === 0 && <Menu.Label>{t("activities.views.none")}</Menu.Label>}
        {views.map((view) => (
          <div key={view.name} className={css.view}>
            <Menu.Item onClick={() => void navigate({ to: "/activities", search: view.search as never })}>
              {view.name}
            </Menu.Item>
            <CloseButton
              size="sm"
              aria-label={t("activities.views.remove", { name: view.name })}
              onClick={() => keep(views.filter((each) => each !== view))}
            />
          </div>
        ))}
        <Menu.Divider />
        <form className={css.saveView} onSubmit={save}>
          <TextInput
            size="xs"
            aria-label={t("activities.views.name")}
            placeholder={t("activities.views.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => event.stopPropagation()}
          />
          <Button type="submit" disabled={!name.trim()}>
            {t("form.save")}
          </Button>
        </form>
        <Menu.Label>{t("activities.views.device")}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
