import { SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { meetingsAsked, type When } from "@/shared/api/meetings";
import { forumsOptions, usePages } from "@/shared/api/queries";
import type { Meeting } from "@/shared/api/types";
import { today } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";
import { Empty, Loads } from "@/shared/ui/loads";
import { MeetingRows } from "@/shared/ui/meeting-rows";
import { useForumLabels } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";

interface Filters {
  forum?: string;
  state?: string;
  when?: string;
}

/** Every meeting the reader may know of: what comes, or what was held. */
export function MeetingsView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const forums = useQuery(forumsOptions).data ?? [];
  const asked = meetingsAsked((filters.when as When | undefined) ?? "next", today());
  const query = usePages<Meeting>("meeting", "/meetings", {
    ...asked,
    forum: filters.forum,
    state: filters.state ?? asked?.state,
  });
  const named = useForumLabels(query.items.map(({ forum }) => forum?.id));
  return (
    <Page
      title={t("nav.meetings")}
      labels={[...query.items.map(({ label }) => label), ...named]}
      actions={
        <>
          <Select
            aria-label={t("meeting.forum")}
            placeholder={t("meeting.forum")}
            clearable
            searchable
            value={filters.forum ?? null}
            onChange={(forum) => change({ ...filters, forum: forum ?? undefined })}
            data={forums.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SegmentedControl
            aria-label={t("meeting.when")}
            value={filters.when ?? "next"}
            onChange={(when) => change({ ...filters, when: when === "next" ? undefined : when })}
            data={[
              { value: "next", label: t("meetings.next") },
              { value: "past", label: t("meetings.past") },
              { value: "all", label: t("filter.all") },
            ]}
          />
        </>
      }
    >
      <Loads query={query}>
        {() =>
          query.items.length === 0 ? (
            <Empty title={t("meetings.empty")}>{t("meetings.empty.text")}</Empty>
          ) : (
            <MeetingRows meetings={query.items} more={query.more} />
          )
        }
      </Loads>
    </Page>
  );
}
