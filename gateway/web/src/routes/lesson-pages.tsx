import { Outlet } from "@tanstack/react-router";
import { MoreMessages } from "@/shared/i18n";
import { lessons } from "@/shared/i18n/en/lessons";
import { registry } from "@/shared/i18n/en/registry";

const WORDS = { ...registry, ...lessons };

/** Around the pages of lessons: their words, and those of the activities that they name. */
export function LessonPages() {
  return (
    <MoreMessages words={WORDS}>
      <Outlet />
    </MoreMessages>
  );
}
