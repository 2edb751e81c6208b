import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import css from "@/features/information/information.module.css";
import type { Item, SeenAs } from "@/features/information/types";
import type { Loaded } from "@/shared/api/client";
import { nationsOptions } from "@/shared/api/queries";
import { useT } from "@/shared/i18n";
import { nationInSentence } from "@/shared/i18n/en/nation";
import { useMyNation, useNames } from "@/shared/ui/names";
import { nearestFirst } from "@/shared/ui/nearest";
import { ProblemNotice } from "@/shared/ui/problem";

/** As which nation the page is looked at: those first that see the title. */
export function SeeAs({
  item,
  as,
  choose,
}: {
  item: Item;
  as: string | undefined;
  choose: (nation: string | null) => void;
}) {
  const t = useT();
  const own = useMyNation();
  const nations = useQuery(nationsOptions).data ?? [];
  const sees = new Set([...item.label.readable_by.nations, ...item.label.display_only]);
  const others = nations
    .filter(({ code }) => code !== own)
    .sort((a, b) => Number(sees.has(b.code)) - Number(sees.has(a.code)) || a.name.localeCompare(b.name));
  return (
    <Select
      className="screen-only"
      size="xs"
      aria-label={t("information.as")}
      placeholder={t("information.as")}
      clearable
      searchable
      filter={nearestFirst}
      limit={60}
      data={others.map(({ code, name }) => ({ value: code, label: name }))}
      value={as ?? null}
      onChange={choose}
    />
  );
}

interface StripProps {
  nation: string;
  seen: { data: Loaded<SeenAs> | undefined; error: unknown; refetch: () => unknown };
  all: number;
  back: () => void;
}

/** That the page is looked at as another nation, how much of it they see, and the way back. */
export function SeenStrip({ nation, seen, all, back }: StripProps) {
  const t = useT();
  const name = nationInSentence(useNames()(nation));
  const found = seen.data?.value;
  if (seen.error && !found)
    return <ProblemNotice error={seen.error} retry={() => void seen.refetch()} compact />;
  return (
    <div className={css.strip} role="status">
      <strong>
        {found &&
          (found.banner
            ? t("information.as.says", { nation: name, seen: found.portions.length, all })
            : t("information.as.nothing", { nation: name }))}
      </strong>
      <Button variant="default" size="compact-sm" onClick={back}>
        {t("information.as.back")}
      </Button>
    </div>
  );
}
