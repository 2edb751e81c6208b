import { Button, Menu } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useLayoutEffect } from "react";
import { useT } from "@/shared/i18n";
import css from "@/shared/ui/table.module.css";

interface Shown {
  id: string;
  name: string | undefined;
  visible: boolean;
  toggle: () => void;
}

/**
 * Leaves minor columns out where the screen is narrow, before the browser paints; the list of columns brings them
 * back. Says whether any is left out by itself.
 */
export function useLeftOut(
  columns: { id: string; minor?: boolean }[],
  show: (visible: Record<string, boolean>) => void,
): boolean {
  const narrow = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  const minor = columns.filter((column) => column.minor).map(({ id }) => id);
  const names = minor.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: again only when the width or the columns change
  useLayoutEffect(() => {
    show(Object.fromEntries(minor.map((id) => [id, !narrow])));
  }, [narrow, names]);
  return narrow && minor.length > 0;
}

interface Props {
  hidden: boolean;
  /** How many rows are selected. */
  selected: number;
  actions: ReactNode;
  clear: () => void;
  columns: Shown[];
  /** Writes the file; without it there is none. */
  save?: () => void;
}

/** Above a table: what can be done with the selection, which columns stand, and the export. */
export function TableTools({ hidden, selected, actions, clear, columns, save }: Props) {
  const t = useT();
  return (
    <div className={css.tools} hidden={hidden}>
      {selected > 0 && (
        <>
          <span>{t("list.selected", { count: selected })}</span>
          {actions}
          <Button variant="subtle" onClick={clear}>
            {t("list.clear")}
          </Button>
        </>
      )}
      <span className={css.push} />
      <Menu closeOnItemClick={false} position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" color="gray" className={css.tool}>
            {t("list.columns")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {columns.map(({ id, name, visible, toggle }) => (
            <Menu.Item key={id} onClick={toggle} role="menuitemcheckbox" aria-checked={visible}>
              <span aria-hidden="true">{visible ? "✓ " : "\u2003 "}</span>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {save && (
        <Button variant="subtle" color="gray" className={css.tool} onClick={save}>
          {t("list.export")}
        </Button>
      )}
    </div>
  );
}
