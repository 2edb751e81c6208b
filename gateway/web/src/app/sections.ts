import type { Me } from "@/shared/api/types";
import type { MessageKey } from "@/shared/i18n";

export interface Section {
  to:
    | "/"
    | "/forums"
    | "/meetings"
    | "/taskings"
    | "/activities"
    | "/information"
    | "/releases"
    | "/lessons"
    | "/coverage"
    | "/directory"
    | "/audit";
  name: MessageKey;
  key: string;
  icon: string;
  /** Roles that use it; without it everybody does. */
  roles?: string[];
  exact?: boolean;
}

/** The sections in the order of a day's work. */
export const SECTIONS: Section[] = [
  { to: "/", name: "nav.brief", key: "b", icon: "brief", exact: true },
  { to: "/forums", name: "nav.forums", key: "f", icon: "forums" },
  { to: "/meetings", name: "nav.meetings", key: "m", icon: "meetings" },
  { to: "/taskings", name: "nav.taskings", key: "t", icon: "taskings" },
  { to: "/activities", name: "nav.activities", key: "r", icon: "activities" },
  { to: "/information", name: "nav.information", key: "i", icon: "information" },
  { to: "/releases", name: "nav.releases", key: "l", icon: "releases" },
  { to: "/lessons", name: "nav.lessons", key: "s", icon: "lessons" },
  { to: "/coverage", name: "nav.coverage", key: "c", icon: "coverage" },
  { to: "/directory", name: "nav.directory", key: "d", icon: "directory" },
  { to: "/audit", name: "nav.audit", key: "a", icon: "audit", roles: ["auditor"] },
];

/** Those that this person's roles use. */
export const sectionsOf = (me: Me): Section[] =>
  SECTIONS.filter(({ roles }) => !roles || roles.some((role) => me.roles.includes(role)));
