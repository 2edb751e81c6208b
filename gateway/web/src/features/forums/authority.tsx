import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { refresh } from "@/shared/api/queries";
import type { Forum } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";
import { useMyNation, useNames } from "@/shared/ui/names";
import { useUndo } from "@/shared/ui/undo";

/** Who settles for each nation what its forum cannot; every nation names its own. */
export function Authorities({ forum }: { forum: Forum }) {
  const t = useT();
  const names = useNames();
  const own = useMyNation();
  const [editing, setEditing] = useState(false);
  const entries = Object.entries(forum.escalation_authority);
  return (
    <div className="stack">
      {entries.map(([nation, who]) => (
        <div key={nation}>{t("forum.authority.of", { nation: names(nation), who })}</div>
      ))}
      {entries.length === 0 && <span className="muted">{t("forum.authority.above")}</span>}
      {editing ? (
        <AuthorityForm forum={forum} own={own} close={() => setEditing(false)} />
      ) : (
        !forum.parent &&
        may(forum.can, "authority") && (
          <div>
            <Button variant="subtle" size="compact-xs" onClick={() => setEditing(true)}>
              {t("forum.authority.name")}
            </Button>
          </div>
        )
      )}
    </div>
  );
}

function AuthorityForm({ forum, own, close }: { forum: Forum; own: string; close: () => void }) {
  const t = useT();
  const names = useNames();
  const undo = useUndo();
  const client = useQueryClient();
  const before = forum.escalation_authority[own] ?? "";
  const [who, setWho] = useState(before);
  const path = `/forums/${forum.id}`;
  const put = async (name: string) => {
    const { value, etag } = await api.read<Forum>(path);
    const { [own]: _, ...others } = value.escalation_authority;
    return api.patch(path, { escalation_authority: name ? { ...others, [own]: name } : others }, etag);
  };
  const act = useAct(put, ["forum"], (_, name) => {
    undo.done({
      words: t("forum.authority.done", { nation: names(own), who: name }),
      undo: () => void put(before).finally(() => refresh(client, "forum")),
    });
    close();
  });
  const errors = useFieldErrors(act.error, { who });
  return (
    <Form
      action={t("form.save")}
      send={() => who.trim() && act.mutate(who.trim())}
      close={close}
      error={act.error}
      busy={act.isPending}
    >
      <TextInput
        label={t("forum.authority.label", { nation: names(own) })}
        description={t("forum.authority.hint")}
        required
        autoFocus
        value={who}
        error={errors.escalation_authority ?? errors[`escalation_authority/${own}`]}
        onChange={(event) => setWho(event.currentTarget.value)}
      />
    </Form>
  );
}
