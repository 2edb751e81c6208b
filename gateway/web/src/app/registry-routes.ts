import { type AnyRoute, createRoute, lazyRouteComponent, type RouteComponent } from "@tanstack/react-router";

/** The pages of the activity registries, below the frame: each is read when it is opened. */
export function registryRoutes<Frame extends AnyRoute>(frame: Frame) {
  const registry = createRoute({
    getParentRoute: () => frame,
    id: "registry",
    component: lazyRouteComponent(() => import("@/routes/registry"), "RegistryPages"),
  });
  const page = <const Path extends string>(path: Path, component: RouteComponent) =>
    createRoute({ getParentRoute: () => registry, path, component });
  return registry.addChildren([
    page(
      "/activities",
      lazyRouteComponent(() => import("@/routes/activities"), "ActivitiesRoute"),
    ),
    page(
      "/activities/$id",
      lazyRouteComponent(() => import("@/routes/activity"), "ActivityRoute"),
    ),
    page(
      "/activities/new",
      lazyRouteComponent(() => import("@/routes/activity-new"), "NewActivityRoute"),
    ),
    page(
      "/activities/matrix",
      lazyRouteComponent(() => import("@/routes/matrix"), "MatrixRoute"),
    ),
    page(
      "/activities/map",
      lazyRouteComponent(() => import("@/routes/map"), "MapRoute"),
    ),
    page(
      "/activities/timeline",
      lazyRouteComponent(() => import("@/routes/timeline"), "TimelineRoute"),
    ),
    page(
      "/activities/statistics",
      lazyRouteComponent(() => import("@/routes/statistics"), "StatisticsRoute"),
    ),
    page(
      "/activities/load",
      lazyRouteComponent(() => import("@/routes/load"), "LoadRoute"),
    ),
    page(
      "/activities/overlaps",
      lazyRouteComponent(() => import("@/routes/overlaps"), "OverlapsRoute"),
    ),
    page(
      "/activities/overlaps/$id",
      lazyRouteComponent(() => import("@/routes/overlap"), "OverlapRoute"),
    ),
    page(
      "/activities/duplicates",
      lazyRouteComponent(() => import("@/routes/duplicates"), "DuplicatesRoute"),
    ),
    page(
      "/activities/imports",
      lazyRouteComponent(() => import("@/routes/imports"), "ImportsRoute"),
    ),
    page(
      "/activities/imports/$id",
      lazyRouteComponent(() => import("@/routes/import"), "ImportRoute"),
    ),
    page(
      "/activities/demand",
      lazyRouteComponent(() => import("@/routes/demand"), "DemandRoute"),
    ),
    page(
      "/activities/caveats",
      lazyRouteComponent(() => import("@/routes/caveats"), "CaveatsRoute"),
    ),
    page(
      "/activities/caveats/check",
      lazyRouteComponent(() => import("@/routes/caveat-check"), "CaveatCheckRoute"),
    ),
    page(
      "/activities/caveats/$id",
      lazyRouteComponent(() => import("@/routes/caveat"), "CaveatRoute"),
    ),
    page(
      "/activities/feeds",
      lazyRouteComponent(() => import("@/routes/feeds"), "FeedsRoute"),
    ),
    page(
      "/countries/$code",
      lazyRouteComponent(() => import("@/routes/country"), "CountryRoute"),
    ),
  ]);
}
