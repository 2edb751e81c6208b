import { Button, MultiSelect, Select, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import css from "@/features/overlaps/overlaps.module.css";
import type { Agreement } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import { nationsOptions, recordOptions, usePages } from "@/shared/api/queries";
import { countryChoices, countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";
import { Mark } from "@/shared/ui/marks";
import { useMyNation, useOversees, usePolicy } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";
import { DataTable } from "@/shared/ui/table";

/** With which nations one's own shares where and when it is present, and nothing else. */
export function Presence() {
  const t = useT();
  const code = useCode();
  const [open, setOpen] = useState(false);
  const oversees = useOversees();
  const query = usePages<Agreement>("overlap", "/presence");
  usePageLabels(query.items.map(({ label }) => label));
  const budget = useQuery(
    recordOptions<{ month: string; allowed: number; used: number; waiting: number }>(
      "overlap",
      "/presence/budget",
    ),
  ).data?.value;
  const act = useAct(
    ({ id, name }: { id: string; name: string }) =>
      api.post(`/presence/${id}/${name}`, name === "revoke" ? { reason: t("presence.revoked") } : {}),
    ["overlap"],
  );
  return (
    <div className={css.below}>
      <Part
        title={t("presence.title")}
        aside={
          !oversees && (
            <Button variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t("presence.propose")}
            </Button>
          )
        }
      >
        <p className="muted small">
          {t("presence.lead")} {budget && t("presence.budget", { ...budget })}
        </p>
        {open && <Propose close={() => setOpen(false)} />}
        {act.error && <ProblemNotice error={act.error} compact />}
        <DataTable
          name="presence"
          rows={query.items}
          rowId={({ id }) => id}
          rowName={({ with: other }) => countryName(other)}
          caption={t("presence.title")}
          more={query.more}
          empty={<p className="muted">{t("presence.empty")}</p>}
          columns={[
            {
              id: "who",
              header: t("presence.who"),
              grow: true,
              value: ({ nation, with: other }) => `${nation} ${other}`,
              cell: ({ nation, with: other, label, note }) => (
                <>
                  <Portion label={label} />{" "}
                  {t("presence.says", { nation: countryName(nation), other: countryName(other) })}{" "}
                  <span className="muted">{note}</span>
                </>
              ),
            },
            {
              id: "hosts",
              header: t("activity.hosts"),
              cell: ({ hosts }) => (hosts.length > 0 ? hosts.map(countryName).join(", ") : t("presence.all")),
            },
            { id: "level", header: t("label.level"), minor: true, cell: ({ level }) => level },
            {
              id: "state",
              header: t("overlap.state"),
              value: ({ state }) => state,
              cell: ({ state, in_force: stands }) => (
                <Mark tone={stands ? "good" : "plain"}>
                  {stands ? t("presence.inForce") : code("presence.state", state)}
                </Mark>
              ),
            },
            {
              id: "acts",
              header: t("presence.acts"),
              cell: ({ id, may }) =>
                may.map((name) => (
                  <Button key={name} variant="default" onClick={() => act.mutate({ id, name })}>
                    {code("presence.act", name)}
                  </Button>
                )),
            },
          ]}
        />
      </Part>
    </div>
  );
}

function Propose({ close }: { close: () => void }) {
  const t = useT();
  const own = useMyNation();
  const nations = useQuery(nationsOptions).data ?? [];
  const levels = usePolicy()?.levels ?? [];
  const countries = useMemo(countryChoices, []);
  const [other, setOther] = useState<string | null>(null);
  const [hosts, setHosts] = useState<string[]>([]);
  const [level, setLevel] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const act = useAct(
    () => api.post("/presence", { with: other, hosts, level, noforn: false, note }),
    ["overlap"],
    close,
  );
  return (
    <Form
      className={`stack ${css.form}`}
      name={t("presence.propose")}
      action={t("presence.propose")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
      ready={Boolean(other && level)}
    >
      <p>{t("presence.propose.hint")}</p>
      <Select
        label={t("presence.with")}
        required
        searchable
        data={nations
          .filter(({ code }) => code !== own)
          .map(({ code, name }) => ({ value: code, label: name }))}
        value={other}
        onChange={setOther}
      />
      <MultiSelect
        label={`${t("activity.hosts")} (${t("form.optional")})`}
        description={t("presence.hosts.hint")}
        searchable
        limit={60}
        data={countries}
        value={hosts}
        onChange={setHosts}
      />
      <Select
        label={t("presence.level")}
        required
        data={levels.map(({ name }) => name)}
        value={level}
        onChange={setLevel}
      />
      <Textarea
        label={t("overlap.note")}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Form>
  );
}
