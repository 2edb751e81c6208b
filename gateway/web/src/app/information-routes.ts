import { type AnyRoute, createRoute, lazyRouteComponent, type RouteComponent } from "@tanstack/react-router";

/** The pages of what nations share, below the frame: each is read when it is opened. */
export function informationRoutes<Frame extends AnyRoute>(frame: Frame) {
  const information = createRoute({
    getParentRoute: () => frame,
    id: "information",
    component: lazyRouteComponent(() => import("@/routes/information"), "InformationPages"),
  });
  const page = <const Path extends string>(path: Path, component: RouteComponent) =>
    createRoute({ getParentRoute: () => information, path, component });
  return information.addChildren([
    page(
      "/information",
      lazyRouteComponent(() => import("@/routes/information-list"), "InformationRoute"),
    ),
    page(
      "/information/new",
      lazyRouteComponent(() => import("@/routes/information-new"), "NewItemRoute"),
    ),
    page(
      "/information/$id",
      lazyRouteComponent(() => import("@/routes/information-item"), "ItemRoute"),
    ),
  ]);
}
