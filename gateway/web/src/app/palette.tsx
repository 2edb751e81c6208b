import { Spotlight, spotlight } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import css from "@/app/palette.module.css";
import { sectionsOf } from "@/app/sections";
import { VIEWS, WORK } from "@/shared/activities/places";
import { forumsOptions } from "@/shared/api/queries";
import { useT } from "@/shared/i18n";
import { setAppearance } from "@/shared/ui/appearance";
import { type Command, usePageCommandList } from "@/shared/ui/commands";
import { useMe } from "@/shared/ui/names";

interface Group {
  name: string;
  commands: Command[];
}

function useGroups(): Group[] {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const here = usePageCommandList();
  const forums = useQuery(forumsOptions).data ?? [];
  const places = [...VIEWS, ...WORK].filter(({ to }) => to !== "/activities");
  const go = [...sectionsOf(me), ...places].map(({ to, name }) => ({
    id: to,
    name: t(name),
    run: () => void navigate({ to }),
  }));
  const schemes = (["light", "dark", "auto"] as const).map((scheme) => ({
    id: `scheme-${scheme}`,
    name: `${t("me.scheme")}: ${t(`me.scheme.${scheme}`)}`,
    run: () => setAppearance({ scheme }),
  }));
  return [
    {
      name: t("palette.here"),
      commands: [...here].sort((a, b) => Number(a.everywhere ?? false) - Number(b.everywhere ?? false)),
    },
    { name: t("palette.go"), commands: go },
    {
      name: t("palette.forums"),
      commands: forums.map(({ id, name }) => ({
        id,
        name,
        run: () => void navigate({ to: "/forums/$id", params: { id } }),
      })),
    },
    { name: t("palette.appearance"), commands: schemes },
  ];
}

/**
 * Runs what was chosen once the palette is closed and the focus is back where it was: a dialog that opens then gives it
 * back to there, not to the palette that is gone.
 */
function useChosen() {
  const before = useRef<Element | null>(null);
  const chosen = useRef<(() => void) | null>(null);
  return {
    choose: (run: () => void) => {
      chosen.current = run;
    },
    opened: () => {
      before.current = document.activeElement;
    },
    closed: () => {
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
      const run = chosen.current;
      chosen.current = null;
      run?.();
    },
  };
}

/** Go to, create, act on what is open: `Ctrl K` from anywhere, also while typing. */
export function Palette() {
  const t = useT();
  const [asked, setAsked] = useState("");
  const { choose, opened, closed } = useChosen();
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ name }: Command) => words.every((word) => name.toLowerCase().includes(word));
  const groups = useGroups()
    .map((group) => ({ ...group, commands: group.commands.filter(fits) }))
    .filter(({ commands }) => commands.length > 0);
  return (
    <>
      <button type="button" className={css.open} onClick={spotlight.open}>
        {t("palette.open")} <kbd>Ctrl K</kbd>
      </button>
      <Spotlight.Root
        query={asked}
        onQueryChange={setAsked}
        shortcut="mod + K"
        attributes={{ content: { "aria-label": t("palette.label") } }}
        scrollable
        maxHeight="24rem"
        clearQueryOnClose
        returnFocus={false}
        onSpotlightOpen={opened}
        onSpotlightClose={closed}
        transitionProps={{ duration: 0 }}
      >
        <Spotlight.Search placeholder={t("palette.placeholder")} aria-label={t("palette.label")} />
        <Spotlight.ActionsList>
          {groups.map((group) => (
            <Spotlight.ActionsGroup key={group.name} label={group.name}>
              {group.commands.map((command) => (
                <Spotlight.Action key={command.id} onClick={() => choose(command.run)}>
                  <span className={css.action}>
                    {command.name}
                    {command.hint && <kbd>{command.hint}</kbd>}
                  </span>
                </Spotlight.Action>
              ))}
            </Spotlight.ActionsGroup>
          ))}
          {groups.length === 0 && <Spotlight.Empty>{t("palette.nothing")}</Spotlight.Empty>}
        </Spotlight.ActionsList>
      </Spotlight.Root>
    </>
  );
}
