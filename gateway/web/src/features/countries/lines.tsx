import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import css from "@/features/countries/countries.module.css";
import { Withdraw } from "@/features/countries/withdraw";
import { may } from "@/shared/api/can";
import type { Loaded } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import { useT } from "@/shared/i18n";
import { Loads } from "@/shared/ui/loads";
import { useOversees } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";

interface Kept {
  id: string;
  may: string[];
}
interface Props<T extends Kept> {
  title: string;
  empty: string;
  /** What the button says that opens the form for a new one. */
  add: string;
  items: T[];
  nameOf: (item: T) => string;
  pathOf: (item: T) => string;
  line: (item: T) => ReactNode;
  create: (close: () => void) => ReactNode;
  change: (loaded: Loaded<T>, close: () => void) => ReactNode;
}

/** What nations say of a host, one a line: whoever owns one changes or withdraws it in its place. */
export function HostLines<T extends Kept>({ title, empty, add, items, create, ...each }: Props<T>) {
  const t = useT();
  const writes = !useOversees();
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  if (items.length === 0 && !writes) return null;
  return (
    <Part
      title={title}
      aside={
        writes && (
          <Button
            variant="subtle"
            aria-expanded={open === "new"}
            onClick={() => setOpen(open === "new" ? null : "new")}
          >
            {add}
          </Button>
        )
      }
    >
      {open === "new" && create(close)}
      {items.length === 0 && open !== "new" && <p className="muted">{empty}</p>}
      <ul className={css.lines}>
        {items.map((item) => (
          <li key={item.id}>
            {open === item.id ? (
              <Change path={each.pathOf(item)}>{(loaded: Loaded<T>) => each.change(loaded, close)}</Change>
            ) : (
              <>
                {each.line(item)}
                {may(item.may, "edit") && (
                  <div className="row screen-only">
                    <Button variant="subtle" size="compact-xs" onClick={() => setOpen(item.id)}>
                      {t("host.change")}
                      <span className="hidden-text">: {each.nameOf(item)}</span>
                    </Button>
                    <Withdraw path={each.pathOf(item)} name={each.nameOf(item)} />
                  </div>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** The record with its version, as the form that changes it needs it. */
function Change<T>({ path, children }: { path: string; children: (loaded: Loaded<T>) => ReactNode }) {
  const query = useRecord<T>("host", path);
  return (
    <Loads query={query} rows={3}>
      {children}
    </Loads>
  );
}
