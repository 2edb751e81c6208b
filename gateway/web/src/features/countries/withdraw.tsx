import { Button } from "@mantine/core";
import { api } from "@/shared/api/client";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { ProblemNotice } from "@/shared/ui/problem";
import { useUndo } from "@/shared/ui/undo";

const set = async (path: string, withdrawn: boolean) =>
  api.patch(path, { withdrawn }, (await api.read(path)).etag);

/** Takes back what is said of a host; it can be undone. `name` says what it is. */
export function Withdraw({ path, name }: { path: string; name: string }) {
  const t = useT();
  const undo = useUndo();
  const restore = useAct(() => set(path, false), ["host"]);
  const act = useAct(
    () => set(path, true),
    ["host"],
    () => undo.done({ words: t("host.withdrawn", { name }), undo: () => restore.mutate(undefined) }),
  );
  const error = act.error ?? restore.error;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        loading={act.isPending}
        onClick={() => act.mutate(undefined)}
      >
        {t("host.withdraw")}
        <span className="hidden-text">: {name}</span>
      </Button>
      {error ? <ProblemNotice error={error} compact /> : null}
    </>
  );
}
