import { Select, TextInput } from "@mantine/core";
import css from "@/features/forums/plan.module.css";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { usePages } from "@/shared/api/queries";
import type { Forum, ImpreciseDate, Person, Post } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { today } from "@/shared/dates/show";
import { useDraft } from "@/shared/drafts/drafts";
import { useCode, useT } from "@/shared/i18n";
import { ReadableWords } from "@/shared/label/readable";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import { useMe, useMyNation, useNames } from "@/shared/ui/names";

const HEADS: Post[] = ["head", "deputy"];
const OTHERS: Post[] = ["secretary", "executive_agent"];
/** Who binds the nation is its administrator's, head's or deputy's to say; a secretary appoints the others. */
export const postsToGive = (can: string[]): Post[] =>
  may(can, "appoint_heads") ? [...HEADS, ...OTHERS] : OTHERS;

interface Draft {
  post: Post;
  person: string | null;
  billet: string;
  since: ImpreciseDate | null;
  until: ImpreciseDate | null;
}

const fullName = ({ rank, name }: Person) => [rank, name].filter(Boolean).join(" ");

/** Appoints another person of one's own nation to a post, from a day on. Every member of the forum sees it. */
export function AppointForm({ forum, close }: { forum: Forum; close: () => void }) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  const nation = useMyNation();
  const me = useMe();
  const found = usePages<Person>("person", "/people", { nation, limit: 200 }).items;
  const people = found.filter(({ id }) => id !== me.id);
  const posts = postsToGive(forum.can);
  const draft = useDraft<Draft>(
    `appoint:${forum.id}`,
    {
      post: posts[0] ?? "secretary",
      person: null,
      billet: "",
      since: { value: today(), precision: "day" },
      until: null,
    },
    () => forum.label.level,
  );
  const { value } = draft;
  const set = (part: Partial<Draft>) => draft.setValue({ ...value, ...part });
  const chosen = people.find(({ id }) => id === value.person);
  const { errors, form } = useDrafted(
    draft,
    () =>
      api.post(`/forums/${forum.id}/appointments`, {
        nation,
        post: value.post,
        person_id: chosen?.id,
        name: chosen && fullName(chosen),
        billet: value.billet.trim(),
        since: value.since?.value,
        until: value.until?.value ?? null,
      }),
    ["forum"],
    close,
  );
  return (
    <Form
      className={css.form}
      name={t("forum.appoint")}
      action={t("forum.appoint")}
      {...form}
      close={close}
      ready={Boolean(chosen)}
    >
      <p>{t("forum.appoint.lead", { nation: names(nation) })}</p>
      <div className={css.fields}>
        <Select
          label={t("forum.person")}
          required
          searchable
          data-autofocus
          value={value.person}
          error={errors.person_id ?? errors.name ?? errors.nation}
          onChange={(person) =>
            set({ person, billet: people.find(({ id }) => id === person)?.billet ?? value.billet })
          }
          data={people.map((person) => ({ value: person.id, label: fullName(person) }))}
        />
        <Select
          label={t("forum.post")}
          allowDeselect={false}
          value={value.post}
          error={errors.post}
          onChange={(post) => post && set({ post: post as Post })}
          data={posts.map((post) => ({ value: post, label: code("post", post) }))}
        />
        <TextInput
          label={`${t("forum.billet")} (${t("form.optional")})`}
          value={value.billet}
          error={errors.billet}
          onChange={(event) => set({ billet: event.currentTarget.value })}
        />
        <DateField
          label={t("forum.since")}
          required
          exact
          value={value.since}
          error={errors.since}
          onChange={(since) => set({ since })}
        />
        <DateField
          label={`${t("forum.lastDay")} (${t("form.optional")})`}
          exact
          notBefore={value.since}
          value={value.until}
          error={errors.until}
          onChange={(until) => set({ until })}
        />
      </div>
      <span className="small">
        <ReadableWords label={forum.label} nations={forum.nations} />
      </span>
    </Form>
  );
}
