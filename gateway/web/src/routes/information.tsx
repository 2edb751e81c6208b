import { Outlet } from "@tanstack/react-router";
import { MoreMessages } from "@/shared/i18n";
import { information } from "@/shared/i18n/en/information";

/** Around the pages of what nations share: their words. */
export function InformationPages() {
  return (
    <MoreMessages words={information}>
      <Outlet />
    </MoreMessages>
  );
}
