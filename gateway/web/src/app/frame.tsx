import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import css from "@/app/frame.module.css";
import { KeysHelp } from "@/app/keys-help";
import { LiveMark } from "@/app/live-mark";
import { Palette } from "@/app/palette";
import { PersonMenu } from "@/app/person-menu";
import { sectionsOf } from "@/app/sections";
import { SessionEnded } from "@/app/sign-in";
import { recordOptions } from "@/shared/api/queries";
import type { Brief, ReleasesWaiting as Waiting } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useKeys } from "@/shared/keys/keys";
import { Banner, BannerProvider } from "@/shared/label/banner";
import { LiveProvider } from "@/shared/live/provider";
import { CommandsProvider } from "@/shared/ui/commands";
import { Icon } from "@/shared/ui/icon";
import { useFiction, useMe, useRole } from "@/shared/ui/names";
import { UndoLine, UndoProvider } from "@/shared/ui/undo";

/** What stands around every page. */
export function Frame() {
  return (
    <LiveProvider>
      <BannerProvider>
        <UndoProvider>
          <CommandsProvider>
            <Body />
          </CommandsProvider>
        </UndoProvider>
      </BannerProvider>
    </LiveProvider>
  );
}

function Body() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the sections on a phone
  useEffect(() => setOpen(false), [path]);
  return (
    <div className={css.frame}>
      <a href="#content" className={css.skip}>
        {t("app.skip")}
      </a>
      <Banner place="top" />
      <SessionEnded />
      <div className={css.middle}>
        <Sections open={open} />
        <div className={css.column}>
          <header className={css.bar}>
            <button
              type="button"
              className={css.menu}
              aria-expanded={open}
              aria-label={t("nav.open")}
              onClick={() => setOpen(!open)}
            >
              <Icon name="menu" size={18} />
            </button>
            <SearchField />
            <Palette />
            <LiveMark />
            <PersonMenu />
          </header>
          <main id="content" ref={main} className={css.content} tabIndex={-1}>
            <Outlet />
            <Printed />
          </main>
        </div>
      </div>
      <UndoLine />
      <KeysHelp />
      <Banner place="bottom" />
    </div>
  );
}

function Sections({ open }: { open: boolean }) {
  const t = useT();
  const me = useMe();
  const fiction = useFiction();
  const { data } = useQuery(recordOptions<Brief>("brief", "/brief"));
  const owed = data?.value.sections.find(({ kind }) => kind === "owed_by_us")?.lines.length ?? 0;
  const waiting = useQuery(recordOptions<Waiting>("release", "/releases/waiting")).data?.value;
  const releases = (waiting?.first ?? 0) + (useRole("release_authority") ? (waiting?.second ?? 0) : 0);
  const counts: Record<string, number> = { "/": owed, "/releases": releases };
  return (
    <nav className={css.side} data-open={open || undefined} aria-label={t("nav.label")}>
      <Link to="/" className={css.name}>
        <img src="/icon.svg" alt="" width={20} height={20} />
        {t("app.name")}
      </Link>
      <ul>
        {sectionsOf(me).map((section) => (
          <li key={section.to}>
            <Link
              to={section.to}
              activeOptions={{ exact: section.exact ?? false, includeSearch: false }}
              activeProps={{ "data-here": true, "aria-current": "page" }}
              className={css.section}
            >
              <Icon name={section.icon} />
              <span className={css.grow}>{t(section.name)}</span>
              {(counts[section.to] ?? 0) > 0 && (
                <span className={css.count}>
                  <span aria-hidden="true">{counts[section.to]}</span>
                  <span className="hidden-text">{t("nav.count", { count: counts[section.to] })}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      {fiction && <p className={css.fiction}>{fiction}</p>}
    </nav>
  );
}

/** On paper, where the side with the notice is not. */
function Printed() {
  const fiction = useFiction();
  return fiction ? <p className={css.printed}>{fiction}</p> : null;
}

function SearchField() {
  const t = useT();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const asked = useRouterState({
    select: ({ location }) =>
      location.pathname === "/search" ? ((location.search as { q?: string }).q ?? "") : "",
  });
  const [words, setWords] = useState(asked);
  useEffect(() => setWords(asked), [asked]);
  useKeys({ "/": { words: t("keys.search"), everywhere: true, run: () => field.current?.focus() } });
  return (
    <search className={css.search}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim()) void navigate({ to: "/search", search: { q: words.trim() } });
        }}
      >
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          value={words}
          placeholder={t("search.placeholder")}
          aria-label={t("search.label")}
          onChange={(event) => setWords(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        />
        <span aria-hidden="true">
          <kbd>/</kbd>
        </span>
      </form>
    </search>
  );
}
