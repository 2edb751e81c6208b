import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { Appointments } from "@/features/forums/appointments";
import { Authorities } from "@/features/forums/authority";
import css from "@/features/forums/forums.module.css";
import { PlanMeeting } from "@/features/forums/plan-meeting";
import { may } from "@/shared/api/can";
import { forumsOptions, usePages, useRecord } from "@/shared/api/queries";
import type { Forum, Item, Meeting } from "@/shared/api/types";
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

/** One forum: what it must address, its meetings, who speaks for whom. */
export function ForumView({ id }: { id: string }) {
  const t = useT();
  const code = useCode();
  const query = useRecord<Forum>("forum", `/forums/${id}`);
  const forum = query.data?.value;
  const [planning, setPlanning] = useState(false);
  const plans = may(forum?.can, "plan");
  usePageCommands(
    plans ? [{ id: "plan", name: t("forum.meetings.plan"), run: () => setPlanning(true) }] : [],
  );
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
        plans && (
          <Button variant="default" onClick={() => setPlanning(!planning)} aria-expanded={planning}>
            {t("forum.meetings.plan")}
          </Button>
        )
      }
    >
      <Loads query={query}>
        {({ value }) => (
          <>
            {planning && <PlanMeeting forum={value} close={() => setPlanning(false)} />}
            <div className={css.split}>
              <div>
                <Tracker id={id} />
                <Meetings id={id} />
                <Appointments forum={value} />
              </div>
              <ForumFacts forum={value} />
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
  usePageLabels(query.items.map(({ label }) => label));
  return (
    <Part title={t("forum.tracker")} aside={<span className="muted small">{t("forum.tracker.lead")}</span>}>
      <Loads query={query} rows={4}>
        {() => (
          <DataTable
            rows={query.items}
            columns={columns}
            rowId={(item) => item.id}
            rowName={({ title }) => title}
            caption={t("forum.tracker")}
            more={{
              has: query.hasNextPage,
              busy: query.isFetchingNextPage,
              load: () => void query.fetchNextPage(),
            }}
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
  const query = usePages<Meeting>("meeting", "/meetings", { forum: id });
  usePageLabels(query.items.map(({ label }) => label));
  return (
    <Part title={t("forum.meetings")}>
      <Loads query={query} rows={3}>
        {() =>
          query.items.length === 0 ? (
            <Empty title={t("forum.meetings.empty")} />
          ) : (
            <MeetingRows meetings={query.items} forum={false} />
          )
        }
      </Loads>
    </Part>
  );
}
