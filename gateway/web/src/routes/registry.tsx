import { Outlet } from "@tanstack/react-router";
import { MoreMessages } from "@/shared/i18n";
import { registry } from "@/shared/i18n/en/registry";

/** Around the pages of the activity registries: their words. */
export function RegistryPages() {
  return (
    <MoreMessages words={registry}>
      <Outlet />
    </MoreMessages>
  );
}
