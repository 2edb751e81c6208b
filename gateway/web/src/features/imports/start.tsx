import { Select, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import css from "@/features/imports/imports.module.css";
import { Sent, sizeWords } from "@/features/imports/progress";
import type { Profile } from "@/features/imports/types";
import { begin, refusedOf } from "@/features/imports/upload";
import { api } from "@/shared/api/client";
import type { LabelInput, Page } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { Form } from "@/shared/ui/form";
import { useMyNation, usePolicy } from "@/shared/ui/names";

/** The profiles that a mapping can begin with. */
export const profilesOptions = {
  queryKey: ["import", "profiles"],
  queryFn: async () => (await api.get<Page<Profile>>("/import-profiles", { limit: 200 })).items,
  staleTime: 60_000,
};

/** Before a file is sent: what it is called, under which label its rows come in, and how its columns are read. */
export function StartImport({ file, close }: { file: File; close: () => void }) {
  const t = useT();
  const own = useMyNation();
  const policy = usePolicy();
  const navigate = useNavigate();
  const profiles = useQuery(profilesOptions).data ?? [];
  const lowest = [...(policy?.levels ?? [])].sort((a, b) => a.value - b.value)[0]?.name ?? "";
  const [name, setName] = useState(file.name);
  const mended = refusedOf(file.name);
  const again = mended ? [{ value: mended, label: t("import.profile.again", { ref: mended }) }] : [];
  const [profile, setProfile] = useState<string | null>(mended);
  const [changed, setLabel] = useState<LabelInput | null>(null);
  const label = changed ?? { level: lowest, owner: [own], rel: [] };
  const [sent, setSent] = useState(0);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const act = useMutation({
    mutationFn: () => begin({ name, label, profile }, file, setSent, stop.current.signal),
    retry: false,
    onSuccess: ({ id }) => void navigate({ to: "/activities/imports/$id", params: { id } }),
  });
  return (
    <Form
      className={`stack ${css.start}`}
      name={t("import.start")}
      action={t("import.send")}
      send={() => act.mutate()}
      close={close}
      error={act.error}
      busy={act.isPending}
      ready={Boolean(name.trim() && label.level)}
      note={t("import.size", { size: sizeWords(file.size) })}
    >
      <TextInput
        label={t("import.name")}
        required
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={`${t("import.profile")} (${t("form.optional")})`}
        description={t("import.profile.hint")}
        clearable
        data={[...again, ...profiles.map(({ id, name: words }) => ({ value: id, label: words }))]}
        value={profile}
        onChange={setProfile}
      />
      <LabelField
        legend={t("import.label")}
        value={label}
        onChange={setLabel}
        nations={[...new Set([own, ...(label.rel ?? [])])]}
        owners={[own]}
      />
      <p className="muted small">{t("import.label.hint")}</p>
      {act.isPending && <Sent bytes={sent} of={file.size} />}
    </Form>
  );
}
