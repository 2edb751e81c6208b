import { Button, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { RelabelForm, StatusForm } from "@/features/activities/act-forms";
import css from "@/features/activities/activities.module.css";
import { Links, Meets, Notes } from "@/features/activities/beside";
import { Caveats } from "@/features/activities/caveats";
import { EditActivity } from "@/features/activities/edit";
import { Nations } from "@/features/activities/nations";
import { History, Origin } from "@/features/activities/past";
import { SimilarLessons } from "@/features/activities/similar-lessons";
import { MergedFrom } from "@/features/activities/sources";
import { Hosts, NationCodes, periodWords, StatusMark } from "@/shared/activities/marks";
import { AFTER, NEED_REASON } from "@/shared/activities/selection";
import type { Activity } from "@/shared/activities/types";
import { may } from "@/shared/api/can";
import { api, type Loaded } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import { countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { ReadableWords } from "@/shared/label/readable";
import { useAct } from "@/shared/ui/act";
import { usePageCommands } from "@/shared/ui/commands";
import { Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { Facts, Page, Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";

type Act = "edit" | "label" | "postponed" | "cancelled";

interface Props {
  id: string;
  act: string | undefined;
  choose: (act: string | null) => void;
}

/** One activity: the whole record, the nations' parts, what was noted, what it is tied to and where it came from. */
export function ActivityView({ id, act, choose }: Props) {
  const t = useT();
  const code = useCode();
  const query = useRecord<Activity>("activity", `/activities/${id}`);
  const record = query.data?.value;
  const open = act as Act | undefined;
  return (
    <Page
      title={record?.title ?? t("activity.title")}
      labels={[record?.label]}
      above={
        <>
          <Link to="/activities">{t("activities.title")}</Link>
          {record?.ref && <span className="ref">{record.ref}</span>}
          {record?.tool && <span>{code("activity.tool", record.tool)}</span>}
        </>
      }
      marks={
        record && (
          <>
            <StatusMark status={record.status} />
            {record.alike > 1 && (
              <Mark title={t("activities.repeats.title", { count: record.alike })}>
                {t("activities.repeats", { count: record.alike })}
              </Mark>
            )}
            {record.flags.map((flag) => (
              <Mark key={flag} tone="warn">
                {code("activity.flag", flag)}
              </Mark>
            ))}
          </>
        )
      }
      actions={query.data && <Actions loaded={query.data} open={open} choose={choose} />}
    >
      <Loads query={query}>
        {(loaded) =>
          open === "edit" ? (
            <EditActivity loaded={loaded} close={() => choose(null)} />
          ) : (
            <>
              {open === "label" && <RelabelForm loaded={loaded} close={() => choose(null)} />}
              {(open === "postponed" || open === "cancelled") && (
                <StatusForm key={open} loaded={loaded} to={open} close={() => choose(null)} />
              )}
              <Body loaded={loaded} />
            </>
          )
        }
      </Loads>
    </Page>
  );
}

interface ActionsProps {
  loaded: Loaded<Activity>;
  open: Act | undefined;
  choose: (act: string | null) => void;
}

function Actions({ loaded: { value, etag }, open, choose }: ActionsProps) {
  const t = useT();
  const code = useCode();
  const act = useAct(
    (to: string) => api.post(`/activities/${value.id}/status`, { to }, { etag }),
    ["activity"],
  );
  const steps = may(value.can, "status") ? (AFTER[value.status] ?? []) : [];
  const step = (to: string) => (NEED_REASON.includes(to) ? choose(to) : act.mutate(to));
  const forms = (["edit", "label"] as const).filter((name) => may(value.can, name));
  usePageCommands([
    ...steps.map((to) => ({
      id: to,
      name: t("activity.become", { status: code("activity.status", to) }),
      run: () => step(to),
    })),
    ...forms.map((name) => ({ id: name, name: t(`activity.${name}`), run: () => choose(name) })),
  ]);
  const [first, ...others] = steps;
  return (
    <>
      {act.error && <ProblemNotice error={act.error} compact />}
      {forms.map((name) => (
        <Button
          key={name}
          variant="default"
          aria-expanded={open === name}
          onClick={() => choose(open === name ? null : name)}
        >
          {t(`activity.${name}`)}
        </Button>
      ))}
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default">{t("activity.other")}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((to) => (
              <Menu.Item key={to} onClick={() => step(to)}>
                {code("activity.step", to)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {first && (
        <Button loading={act.isPending} onClick={() => step(first)}>
          {code("activity.step", first)}
        </Button>
      )}
    </>
  );
}

function Body({ loaded }: { loaded: Loaded<Activity> }) {
  const t = useT();
  const record = loaded.value;
  return (
    <div className={css.split}>
      <div>
        {record.reason && <p className={css.warn}>{t("activity.because", { reason: record.reason })}</p>}
        {record.description && (
          <Part title={t("activity.description")}>
            <p className={css.text}>
              <Portion label={record.label} /> {record.description}
            </p>
          </Part>
        )}
        <Nations loaded={loaded} />
        <MergedFrom id={record.id} />
        <Caveats record={record} />
        <Meets id={record.id} />
        <SimilarLessons record={record} />
        <Notes id={record.id} writes={may(record.can, "note")} level={record.label.level} />
        <Links id={record.id} writes={may(record.can, "edit")} />
        <History id={record.id} />
        <Origin record={record} />
      </div>
      <RecordFacts record={record} />
    </div>
  );
}

function RecordFacts({ record }: { record: Activity }) {
  const t = useT();
  const code = useCode();
  const number = new Intl.NumberFormat();
  const { label, hosts, places, nations, lead, cost, people, series } = record;
  const coded = (prefix: string, values: string[]) => values.map((each) => code(prefix, each)).join(", ");
  return (
    <aside aria-label={t("activity.facts")}>
      <Facts
        facts={[
          [t("label.legend"), label.banner],
          [t("activity.readers"), <ReadableWords key="readers" label={label} nations={nations} />],
          [t("activity.when"), periodWords(t, record)],
          [t("activity.hosts"), hosts.length > 0 && <Hosts codes={hosts} />],
          [
            t("activity.where"),
            places
              .map(({ name }) => name)
              .filter(Boolean)
              .join(", "),
          ],
          [t("activity.lead"), lead && countryName(lead)],
          [t("activity.nations"), nations.length > 0 && <NationCodes codes={nations} lead={lead} />],
          [t("activity.purposes"), coded("purpose", record.purposes)],
          [t("activity.capability_areas"), coded("capability", record.capability_areas)],
          [t("activity.cell"), record.cell && code("activity.cell", record.cell)],
          [t("activity.mode"), record.mode && code("activity.mode", record.mode)],
          [t("activity.people"), people !== null && number.format(people)],
          [t("activity.cost"), cost && `${number.format(Number(cost.amount))} ${cost.currency}`],
          [t("activity.fiscal_year"), record.fiscal_year],
          [
            t("activity.series"),
            series && [series.name, code("rhythm", series.rhythm).toLowerCase()].filter(Boolean).join(", "),
          ],
          [t("activity.sponsor"), record.sponsor],
          [t("activity.programme"), record.programme],
          [t("activity.operation"), record.operation],
          [t("activity.legal_authority"), record.legal_authority],
        ]}
      />
    </aside>
  );
}
