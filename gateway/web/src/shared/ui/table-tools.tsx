import { Button, Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { useT } from "@/shared/i18n";
import css from "@/shared/ui/table.module.css";

interface Shown {
  id: string;
  name: string | undefined;
  visible: boolean;
  /** None where it always stands. */
  toggle?: () => void;
}

interface Props {
  hidden: boolean;
  /** How many rows are selected. */
  selected: number;
  actions: ReactNode;
  clear: () => void;
  columns: Shown[];
  /** The list as a file; without it there is none. */
  file?: { save: () => void; cancel?: () => void; status?: string | false };
}

/** Above a table: what can be done with the selection, which columns stand, and the export. */
export function TableTools({ hidden, selected, actions, clear, columns, file }: Props) {
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
      <span className={css.push} role="status">
        {file?.status}
      </span>
      {file?.cancel && (
        <Button variant="subtle" onClick={file.cancel}>
          {t("form.cancel")}
        </Button>
      )}
      <Menu closeOnItemClick={false} position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" color="gray" className={css.tool}>
            {t("list.columns")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {columns.map(({ id, name, visible, toggle }) => (
            <Menu.CheckboxItem key={id} checked={visible} onChange={toggle} disabled={!toggle}>
              {name}
            </Menu.CheckboxItem>
          ))}
        </Menu.Dropdown>
      </Menu>
      {file && (
        <Button
          variant="subtle"
          color="gray"
          className={css.tool}
          onClick={() => !file.cancel && file.save()}
          aria-disabled={Boolean(file.cancel) || undefined}
        >
          {t("list.export")}
        </Button>
      )}
    </div>
  );
}
