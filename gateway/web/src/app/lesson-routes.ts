import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";

/** The pages of lessons, below the frame: each is read when it is opened. */
export function lessonRoutes<Frame extends AnyRoute>(frame: Frame) {
  const lessons = createRoute({
    getParentRoute: () => frame,
    id: "lesson-pages",
    component: lazyRouteComponent(() => import("@/routes/lesson-pages"), "LessonPages"),
  });
  return lessons.addChildren([
    createRoute({
      getParentRoute: () => lessons,
      path: "/lessons",
      component: lazyRouteComponent(() => import("@/routes/lessons"), "LessonsRoute"),
    }),
    createRoute({
      getParentRoute: () => lessons,
      path: "/lessons/$id",
      component: lazyRouteComponent(() => import("@/routes/lesson"), "LessonRoute"),
    }),
  ]);
}
