import { Outlet, useSearch } from "@tanstack/react-router";
import { AskForRelease } from "@/features/releases/form";
import { ReleasesView } from "@/features/releases/queue";
import { useFilters } from "@/shared/activities/use-selection";
import { MoreMessages } from "@/shared/i18n";
import { releases } from "@/shared/i18n/en/releases";

/** Around the pages of releases: their words. */
export function ReleasePages() {
  return (
    <MoreMessages words={releases}>
      <Outlet />
    </MoreMessages>
  );
}

/** `/releases` */
export function ReleasesRoute() {
  return <ReleasesView {...useFilters("view", "at")} />;
}

/** `/releases/new` */
export function AskRoute() {
  const { item, portion } = useSearch({ strict: false }) as { item?: string; portion?: string };
  return <AskForRelease item={item} portion={portion} />;
}
