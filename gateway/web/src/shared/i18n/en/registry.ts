import { activities } from "@/shared/i18n/en/activities";
import { caveats } from "@/shared/i18n/en/caveats";
import { duplicates } from "@/shared/i18n/en/duplicates";
import { figures } from "@/shared/i18n/en/figures";
import { hosts } from "@/shared/i18n/en/hosts";
import { imports } from "@/shared/i18n/en/imports";
import { overlaps } from "@/shared/i18n/en/overlaps";

/** The words of the activity registries; they come with their pages. */
export const registry = {
  ...activities,
  ...caveats,
  ...duplicates,
  ...figures,
  ...hosts,
  ...imports,
  ...overlaps,
};
