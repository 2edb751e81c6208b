import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { Appointments } from "@/features/forums/appointments";
import { Authorities } from "@/features/forums/authority";
import { DescribeForum } from "@/features/forums/describe";
import css from "@/features/forums/forums.module.css";
import { PlanMeeting } from "@/features/forums/plan-meeting";
import { may } from "@/shared/api/can";
import { meetingsAsked } from "@/shared/api/meetings";
import { forumsOptions, usePages, useRecord } from "@/shared/api/queries";
import type { Forum, Item, Meeting } from "@/shared/api/types";
import { today } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { ReadableWords } from "@/shared/label/readable";
import { usePageCommands } from "@/shared/ui/commands";
import { itemColumns } from "@/shared/ui/item-columns";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark, Nations } from "@/shared/ui/marks";
import { MeetingRows } from "@/shared/ui/meeting-rows";
import { useForumLabels, useNames } from "@/shared/ui/names";
import { Facts, Page, Part } from "@/shared/ui/page";
import { DataTable } from "@/shared/ui/table";

/** What is done to the forum in a form at its head. */
const ACTS = ["plan", "describe"] as const;
type Act = (typeof ACTS)[number];
const WORDS = { plan: "forum.meetings.plan", describe: "forum.describe" } as const;

/** One forum: what it must address, its meetings, who speaks for whom. */
export function ForumView({ id }: { id: string }) {
  const t = useT();
  const code = useCode();
  const query = useRecord<Forum>("forum", `/forums/${id}`);
  const forum = query.data?.value;
  const [doing, setDoing] = useState<Act | null>(null);
  const acts = ACTS.filter((act) => may(forum?.can, act));
  const close = () => setDoing(null);
  usePageCommands(acts.map((act) => ({ id: act, name: t(WORDS[act]), run: () => setDoing(act) })));
  return (
    <Page
      title={forum?.name ?? t("nav.forums")}
      labels={[forum?.label]}
      above={<Link to="/forums">{t("nav.forums")}</Link>}
      marks={forum?.mine.posts.map((post) => (
        <Mark key={post} tone="accent">
          {code("post", post)}
        </Mark>
      ))}
      below={
        forum && (
          <>
            <span>{code("forum.kind", forum.kind)}</span>
            <span>{forum.level_text}</span>
            <Nations codes={forum.nations} />
          </>
        )
      }
      actions={
        acts.length > 0 &&
        acts.map((act) => (
          <Button
            key={act}
            variant="default"
            onClick={() => setDoing(doing === act ? null : act)}
            aria-expanded={doing === act}
          >
            {t(WORDS[act])}
          </Button>
        ))
      }
    >
      <Loads query={query}>
        {(loaded) => (
          <>
            {doing === "plan" && <PlanMeeting forum={loaded.value} close={close} />}
            {doing === "describe" && <DescribeForum loaded={loaded} close={close} />}
            <div className={css.split}>
              <div>
                <Tracker id={id} />
                <Meetings id={id} />
                <Appointments forum={loaded.value} />
              </div>
              <ForumFacts forum={loaded.value} />
            </div>
          </>
        )}
      </Loads>
    </Page>
  );
}

function ForumFacts({ forum }: { forum: Forum }) {
  const t = useT();
  const names = useNames();
  const all = useQuery(forumsOptions).data ?? [];
  const below = all.filter(({ parent }) => parent?.id === forum.id);
  usePageLabels([...useForumLabels([forum.parent?.id]), ...below.map(({ label }) => label)]);
  return (
    <aside>
      <Facts
        facts={[
          [
            t("forum.parent"),
            forum.parent ? (
              <Link key="parent" to="/forums/$id" params={{ id: forum.parent.id }} className="link">
                {forum.parent.name}
              </Link>
            ) : (
              t("forum.noParent")
            ),
          ],
          [
            t("forum.below"),
            below.length > 0 && (
              <div className="stack">
                {below.map(({ id, name }) => (
                  <Link key={id} to="/forums/$id" params={{ id }} className="link">
                    {name}
                  </Link>
                ))}
              </div>
            ),
          ],
          [t("forum.chairs"), forum.co_chairs.map(names).join(", ")],
          [t("forum.zone"), forum.time_zone],
          [
            t("forum.should"),
            forum.should_attend.length > 0 && forum.should_attend.map((who) => <div key={who}>{who}</div>),
          ],
          [t("forum.authority"), <Authorities key="authority" forum={forum} />],
          [t("label.legend"), <ReadableWords key="label" label={forum.label} nations={forum.nations} />],
        ]}
      />
      {forum.note && <p className="muted">{forum.note}</p>}
    </aside>
  );
}

function Tracker({ id }: { id: string }) {
  const t = useT();
  const code = useCode();
  const navigate = useNavigate();
  const query = usePages<Item>("forum", `/forums/${id}/tracker`);
  const columns = useMemo(() => itemColumns(t, code, { forum: false }), [t, code]);
  const issuers = useForumLabels(query.items.map(({ issuing_forum }) => issuing_forum?.id));
  usePageLabels([...query.items.map(({ label }) => label), ...issuers]);
  return (
    <Part
      title={t("forum.tracker")}
      aside={
        <span className="small">
          <span className="muted">{t("forum.tracker.lead")}</span>{" "}
          <Link to="/taskings" search={{ issuer: id }} className="link">
            {t("forum.issued")}
          </Link>
        </span>
      }
    >
      <Loads query={query} rows={4}>
        {() => (
          <DataTable
            rows={query.items}
            columns={columns}
            rowId={(item) => item.id}
            rowName={({ title }) => title}
            name="tracker"
            caption={t("forum.tracker")}
            more={query.more}
            open={(item) => void navigate({ to: "/taskings/$id", params: { id: item.id } })}
            empty={<Empty title={t("forum.tracker.empty")}>{t("forum.tracker.empty.text")}</Empty>}
          />
        )}
      </Loads>
    </Part>
  );
}

function Meetings({ id }: { id: string }) {
  const t = useT();
  const next = usePages<Meeting>("meeting", "/meetings", { ...meetingsAsked("next", today()), forum: id });
  const past = usePages<Meeting>("meeting", "/meetings", { ...meetingsAsked("past", today()), forum: id });
  usePageLabels([...next.items, ...past.items].map(({ label }) => label));
  // One that sits today is still to come to its end.
  const toCome = new Set(next.items.map((meeting) => meeting.id));
  const over = past.items.filter((meeting) => !toCome.has(meeting.id));
  return (
    <Part
      title={t("forum.meetings")}
      aside={
        <Link to="/meetings" search={{ forum: id, when: "all" }} className="link small">
          {t("forum.meetings.all")}
        </Link>
      }
    >
      <Loads query={next} rows={3}>
        {() =>
          next.items.length === 0 ? (
            <Empty title={t("forum.meetings.empty")} />
          ) : (
            <MeetingRows meetings={next.items} forum={false} more={next.more} name="next" />
          )
        }
      </Loads>
      <Loads query={past} rows={3}>
        {() =>
          over.length > 0 && (
            <>
              <h3 className={css.past}>{t("meetings.past")}</h3>
              <MeetingRows meetings={over} forum={false} more={past.more} name="past" />
            </>
          )
        }
      </Loads>
    </Part>
  );
}
