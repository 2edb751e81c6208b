import { type AnyRoute, createRoute, lazyRouteComponent, type RouteComponent } from "@tanstack/react-router";

/** The pages of releases, below the frame: read when one is opened. */
export function releaseRoutes<Frame extends AnyRoute>(frame: Frame) {
  const pages = createRoute({
    getParentRoute: () => frame,
    id: "releases",
    component: lazyRouteComponent(() => import("@/routes/releases"), "ReleasePages"),
  });
  const page = <const Path extends string>(path: Path, component: RouteComponent) =>
    createRoute({ getParentRoute: () => pages, path, component });
  return pages.addChildren([
    page(
      "/releases",
      lazyRouteComponent(() => import("@/routes/releases"), "ReleasesRoute"),
    ),
    page(
      "/releases/new",
      lazyRouteComponent(() => import("@/routes/releases"), "AskRoute"),
    ),
    page(
      "/releases/missed",
      lazyRouteComponent(() => import("@/routes/missed"), "MissedRoute"),
    ),
  ]);
}
