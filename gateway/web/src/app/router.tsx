import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type SearchSchemaInput,
} from "@tanstack/react-router";
import { Failed, Missing, PageFailed } from "@/app/fallbacks";
import { Frame } from "@/app/frame";
import { informationRoutes } from "@/app/information-routes";
import { lessonRoutes } from "@/app/lesson-routes";
import { registryRoutes } from "@/app/registry-routes";
import { releaseRoutes } from "@/app/release-routes";

type Words = Record<string, string | undefined>;
/** The page's own words of an address. What tables and others keep there stays, and is none of its own. */
const words =
  <K extends string>(...names: K[]) =>
  (search: Record<string, unknown> & SearchSchemaInput): Partial<Record<K, string>> =>
    Object.fromEntries(
      names.flatMap((name) =>
        search[name] === undefined || search[name] === "" ? [] : [[name, String(search[name])]],
      ),
    ) as Partial<Record<K, string>> & Words;

const root = createRootRoute({ notFoundComponent: Missing, errorComponent: Failed });
const frame = createRoute({
  getParentRoute: () => root,
  id: "frame",
  component: Frame,
  errorComponent: Failed,
});

const brief = createRoute({
  getParentRoute: () => frame,
  path: "/",
  component: lazyRouteComponent(() => import("@/routes/brief"), "BriefPage"),
});
const forums = createRoute({
  getParentRoute: () => frame,
  path: "/forums",
  validateSearch: words("view", "nation"),
  component: lazyRouteComponent(() => import("@/routes/forums"), "ForumsPage"),
});
const forum = createRoute({
  getParentRoute: () => frame,
  path: "/forums/$id",
  component: lazyRouteComponent(() => import("@/routes/forum"), "ForumPage"),
});
const meetings = createRoute({
  getParentRoute: () => frame,
  path: "/meetings",
  validateSearch: words("forum", "state", "when"),
  component: lazyRouteComponent(() => import("@/routes/meetings"), "MeetingsPage"),
});
const meeting = createRoute({
  getParentRoute: () => frame,
  path: "/meetings/$id",
  validateSearch: words("face", "as", "item"),
  component: lazyRouteComponent(() => import("@/routes/meeting"), "MeetingPage"),
});
const taskings = createRoute({
  getParentRoute: () => frame,
  path: "/taskings",
  validateSearch: words("forum", "issuer", "nation", "state", "kind", "overdue"),
  component: lazyRouteComponent(() => import("@/routes/taskings"), "TaskingsPage"),
});
const tasking = createRoute({
  getParentRoute: () => frame,
  path: "/taskings/$id",
  validateSearch: words("act"),
  component: lazyRouteComponent(() => import("@/routes/tasking"), "TaskingPage"),
});
const coverage = createRoute({
  getParentRoute: () => frame,
  path: "/coverage",
  validateSearch: words("forum", "nation"),
  component: lazyRouteComponent(() => import("@/routes/coverage"), "CoveragePage"),
});
const directory = createRoute({
  getParentRoute: () => frame,
  path: "/directory",
  validateSearch: words("nation"),
  component: lazyRouteComponent(() => import("@/routes/directory"), "DirectoryPage"),
});
const search = createRoute({
  getParentRoute: () => frame,
  path: "/search",
  validateSearch: words("q", "kind"),
  component: lazyRouteComponent(() => import("@/routes/search"), "SearchPage"),
});
const audit = createRoute({
  getParentRoute: () => frame,
  path: "/audit",
  validateSearch: words("subject", "action", "object", "outcome"),
  component: lazyRouteComponent(() => import("@/routes/audit"), "AuditPage"),
});
const decision = createRoute({
  getParentRoute: () => frame,
  path: "/decisions/$id",
  component: lazyRouteComponent(() => import("@/routes/decision"), "DecisionPage"),
});
const projection = createRoute({
  getParentRoute: () => root,
  path: "/meetings/$id/projection",
  component: lazyRouteComponent(() => import("@/routes/projection"), "ProjectionPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    frame.addChildren([
      brief,
      forums,
      forum,
      meetings,
      meeting,
      taskings,
      tasking,
      coverage,
      directory,
      search,
      audit,
      decision,
      registryRoutes(frame),
      informationRoutes(frame),
      releaseRoutes(frame),
      lessonRoutes(frame),
    ]),
    projection,
  ]),
  defaultPreload: "intent",
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: Missing,
  scrollRestoration: true,
  scrollToTopSelectors: ["#content"],
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
