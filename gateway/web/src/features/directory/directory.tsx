import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Revoke, useMayRevoke } from "@/features/directory/revoke";
import { nationsOptions, usePages } from "@/shared/api/queries";
import type { Person } from "@/shared/api/types";
import { showInstant } from "@/shared/dates/show";
import { useCode, useList, useT } from "@/shared/i18n";
import { nationInSentence } from "@/shared/i18n/en/nation";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useNames } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";
import { DataTable } from "@/shared/ui/table";

/** As the directory is ordered: by the family name, the last word; a partners' system by its whole name. */
const familyFirst = ({ name, kind }: Person): string =>
  kind === "system" ? name : `${name.split(" ").at(-1)} ${name}`;

/** All that a line shows is under these: that somebody was revoked has a label of its own. */
const labelsOf = ({ label, revoked }: Person) => (revoked ? [label, revoked.label] : [label]);

/** Who works where, as far as the reader may know them. */
export function DirectoryView({
  nation,
  choose,
}: {
  nation?: string;
  choose: (nation: string | undefined) => void;
}) {
  const t = useT();
  const code = useCode();
  const list = useList();
  const names = useNames();
  const nations = useQuery(nationsOptions).data ?? [];
  const query = usePages<Person>("person", "/people", { nation });
  const [revoking, setRevoking] = useState<Person | null>(null);
  const mayRevoke = useMayRevoke();
  return (
    <Page
      title={t("directory.title")}
      labels={query.items.flatMap(labelsOf)}
      actions={
        <Select
          aria-label={t("directory.nation")}
          placeholder={t("directory.nation")}
          clearable
          searchable
          value={nation ?? null}
          onChange={(value) => choose(value ?? undefined)}
          data={nations.map(({ code: value, name }) => ({ value, label: name }))}
        />
      }
    >
      <p className="muted small">{t("directory.marking")}</p>
      {revoking && <Revoke person={revoking} close={() => setRevoking(null)} />}
      <Loads query={query}>
        {() => (
          <DataTable
            rows={query.items}
            rowId={({ id }) => id}
            rowName={({ name }) => name}
            caption={t("directory.title")}
            exportAs="directory"
            labelsOf={labelsOf}
            more={query.more}
            empty={<Empty title={t("directory.empty")} />}
            columns={[
              {
                id: "name",
                header: t("directory.name"),
                grow: true,
                value: familyFirst,
                exports: [
                  { header: t("item.csv.portion"), value: ({ label }) => label.portion },
                  { header: t("directory.name"), value: ({ name }) => name },
                  {
                    header: t("directory.revoked.at"),
                    value: ({ revoked }) => (revoked ? `${revoked.label.portion} ${revoked.at}` : ""),
                  },
                ],
                cell: ({ name, rank, label, revoked }) => (
                  <>
                    <Portion label={label} /> {rank} <strong>{name}</strong>{" "}
                    {revoked && (
                      <>
                        <Portion label={revoked.label} />{" "}
                        <Mark tone="danger">{t("directory.revoked", { at: showInstant(revoked.at) })}</Mark>
                      </>
                    )}
                  </>
                ),
              },
              {
                id: "nation",
                header: t("directory.nation"),
                value: (person) => names(person.nation),
                cell: (person) =>
                  person.acts_for && person.acts_for !== person.nation
                    ? `${names(person.nation)}, ${t("me.for", { nation: nationInSentence(names(person.acts_for)) })}`
                    : names(person.nation),
              },
              {
                id: "organisation",
                header: t("directory.organisation"),
                minor: true,
                value: ({ organisation }) => organisation?.name ?? "",
                cell: ({ organisation }) => organisation?.name,
              },
              {
                id: "billet",
                header: t("directory.billet"),
                minor: true,
                value: ({ billet }) => billet,
                cell: ({ billet, billet_kind }) =>
                  billet_kind && billet_kind !== "staff"
                    ? `${billet} (${code("directory.kind", billet_kind)})`
                    : billet,
              },
              {
                id: "roles",
                header: t("directory.roles"),
                value: ({ roles }) => list(roles.map((role) => code("role", role))),
                cell: ({ roles }) => list(roles.map((role) => code("role", role))),
              },
              ...(query.items.some(mayRevoke)
                ? [
                    {
                      id: "revoke",
                      header: t("directory.access"),
                      cell: (person: Person) =>
                        mayRevoke(person) && (
                          <Button variant="subtle" size="compact-xs" onClick={() => setRevoking(person)}>
                            {t("directory.revoke")}
                            <span className="hidden-text">: {person.name}</span>
                          </Button>
                        ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loads>
    </Page>
  );
}
