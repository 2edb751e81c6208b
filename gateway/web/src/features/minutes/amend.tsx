import { Button } from "@mantine/core";
import { useT } from "@/shared/i18n";

/** Opens the form that changes what was recorded; nothing where the reader may not. `of` tells one from another. */
export function Amend({ of, run }: { of: string; run?: () => void }) {
  const t = useT();
  if (!run) return null;
  return (
    <Button variant="subtle" size="compact-xs" className="screen-only" onClick={run}>
      {t("room.change")}
      <span className="hidden-text"> {of}</span>
    </Button>
  );
}
