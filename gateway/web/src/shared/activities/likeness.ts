import type { components } from "@/shared/api/schema.gen";
import { countryName } from "@/shared/countries/iso";
import { useCode, useList, useT } from "@/shared/i18n";

type InCommon = components["schemas"]["InCommon"];

/** Why two pieces of work are alike, in words: "same capability area (medical) and country (Iraq), 2027". */
export function useLikeness(): (why: InCommon) => string {
  const t = useT();
  const code = useCode();
  const list = useList();
  return ({ units, areas, countries, tool, years }) => {
    const parts = [
      units.length > 0 && t("alike.unit", { what: list(units) }),
      areas.length > 0 && t("alike.area", { what: list(areas) }),
      countries.length > 0 && t("alike.country", { what: list(countries.map(countryName)) }),
      tool && t("alike.tool", { what: code("activity.tool", tool).toLowerCase() }),
    ].filter((part): part is string => Boolean(part));
    const when = [...new Set(years)].join("–");
    return [t("alike.same", { what: list(parts) }), when].filter(Boolean).join(", ");
  };
}
