import { Button } from "@mantine/core";
import { useState } from "react";
import { AppointForm, postsToGive } from "@/features/forums/appoint";
import { EndPost } from "@/features/forums/end-post";
import { may } from "@/shared/api/can";
import type { Appointment, Forum } from "@/shared/api/types";
import { showDay, today } from "@/shared/dates/show";
import { type Translate, type TranslateCode, useCode, useT } from "@/shared/i18n";
import { usePageCommands } from "@/shared/ui/commands";
import { Empty } from "@/shared/ui/loads";
import { useMe, useMyNation, useNames } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";
import { type Column, DataTable } from "@/shared/ui/table";

/** Who speaks for each nation, by billet and date; a nation's stewards appoint its own people. */
export function Appointments({ forum }: { forum: Forum }) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  const own = useMyNation();
  const [appointing, setAppointing] = useState(false);
  const [ending, setEnding] = useState<string | null>(null);
  const allowed = may(forum.can, "appoint");
  usePageCommands(
    allowed ? [{ id: "appoint", name: t("forum.appoint"), run: () => setAppointing(true) }] : [],
  );
  const me = useMe();
  const given = postsToGive(forum.can);
  const ends = ({ nation, post, person_id, until }: Appointment) =>
    allowed &&
    nation === own &&
    (!until || until >= today()) &&
    (given.includes(post) || person_id === me.id);
  const post = forum.appointments.find(({ id }) => id === ending);
  return (
    <Part
      title={t("forum.appointments")}
      aside={
        allowed && (
          <Button variant="subtle" aria-expanded={appointing} onClick={() => setAppointing(!appointing)}>
            {t("forum.appoint")}
          </Button>
        )
      }
    >
      {appointing && <AppointForm forum={forum} close={() => setAppointing(false)} />}
      {post && <EndPost key={post.id} post={post} close={() => setEnding(null)} />}
      <DataTable
        name="posts"
        rows={byPost(forum.appointments)}
        caption={t("forum.appointments")}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          <Empty title={t("forum.appointments.empty")}>
            {allowed ? t("forum.appointments.do") : t("forum.appointments.who")}
          </Empty>
        }
        columns={columnsOf({ t, code, names, ends, end: setEnding })}
      />
    </Part>
  );
}

const POSTS = ["head", "deputy", "secretary", "executive_agent"];

/** A nation's head first; the API's order, by nation and day, within a post. */
const byPost = (appointments: Appointment[]) =>
  [...appointments].sort(
    (a, b) => a.nation.localeCompare(b.nation) || POSTS.indexOf(a.post) - POSTS.indexOf(b.post),
  );

interface Ask {
  t: Translate;
  code: TranslateCode;
  names: (code: string) => string;
  ends: (post: Appointment) => boolean;
  end: (id: string) => void;
}

function columnsOf({ t, code, names, ends, end }: Ask): Column<Appointment>[] {
  return [
    {
      id: "nation",
      header: t("forums.nation"),
      value: ({ nation }) => names(nation),
      cell: ({ nation }) => names(nation),
    },
    {
      id: "post",
      header: t("forum.post"),
      value: ({ post }) => code("post", post),
      cell: ({ post }) => code("post", post),
    },
    {
      id: "name",
      header: t("forum.person"),
      grow: true,
      value: ({ name }) => name,
      cell: ({ name }) => name,
    },
    {
      id: "billet",
      header: t("forum.billet"),
      minor: true,
      value: ({ billet }) => billet,
      cell: ({ billet }) => billet,
    },
    {
      id: "since",
      header: t("forum.since"),
      value: ({ since }) => since,
      cell: (post) => (
        <span className="row">
          <span>
            {showDay(post.since)}
            {post.until && ` ${t("forum.until", { date: showDay(post.until) })}`}
          </span>
          {ends(post) && (
            <Button variant="subtle" size="compact-xs" onClick={() => end(post.id)}>
              {t("forum.end.short")}
              <span className="hidden-text">: {post.name}</span>
            </Button>
          )}
        </span>
      ),
    },
  ];
}
