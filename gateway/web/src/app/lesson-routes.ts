import { type AnyRoute, createRoute, lazyRouteComponent, type RouteComponent } from "@tanstack/react-router";

/** The pages of lessons, below the frame: each is read when it is opened. */
export function lessonRoutes<Frame extends AnyRoute>(frame: Frame) {
  const lessons = createRoute({
    getParentRoute: () => frame,
    id: "lesson-pages",
    component: lazyRouteComponent(() => import("@/routes/lesson-pages"), "LessonPages"),
  });
  const page = <const Path extends string>(path: Path, component: RouteComponent) =>
    createRoute({ getParentRoute: () => lessons, path, component });
  return lessons.addChildren([
    page(
      "/lessons",
      lazyRouteComponent(() => import("@/routes/lessons"), "LessonsRoute"),
    ),
    page(
      "/lessons/imports",
      lazyRouteComponent(() => import("@/routes/lesson-import"), "LessonImportRoute"),
    ),
    page(
      "/lessons/$id",
      lazyRouteComponent(() => import("@/routes/lesson"), "LessonRoute"),
    ),
  ]);
}
