import { useRef } from "react";
import css from "@/features/information/information.module.css";
import { nationsOf } from "@/features/information/new";
import { SheetField } from "@/features/information/sheet";
import type { Block, Item, Portion } from "@/features/information/types";
import { bodiesOf, empty } from "@/features/information/writing";
import { api } from "@/shared/api/client";
import { Problem } from "@/shared/api/problem";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { inputOf, ownedBy } from "@/shared/label/banner";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";
import { useMyNation } from "@/shared/ui/names";

interface Props {
  item: Item;
  /** The paragraph behind which they go; without one they are the first. */
  after: string | undefined;
  /** The first begins under its label: nothing is wider than what it stands with. */
  like?: Portion;
  close: () => void;
}

/** Adds paragraphs to an item, as many as are written. */
export function AddParagraphs({ item, after, like, close }: Props) {
  const t = useT();
  const own = useMyNation();
  const owned = item.label.owner.includes(own);
  const title = owned ? inputOf(item.label) : ownedBy(own, item.label);
  const first = { ...empty("first"), label: like ? inputOf(like.mark) : null };
  const draft = useDraft<Block[]>(`add:${item.id}:${like?.id ?? "end"}`, [first], (blocks) => [
    title.level,
    ...blocks.flatMap(({ label }) => (label ? [label.level] : [])),
  ]);
  const nations = nationsOf(own, [title, ...draft.value.map(({ label }) => label)]);
  // What has been sent is sent no second time, where another one behind it was refused.
  const sent = useRef(new Map<string, string>());
  const act = useAct(
    async (blocks: Block[]) => {
      let behind = after;
      for (const block of blocks) {
        const [body] = bodiesOf([block]);
        if (!body) continue;
        const known = sent.current.get(block.key);
        const place = behind ? { after: behind } : {};
        behind =
          known ??
          (
            await api.post<Portion>(`/items/${item.id}/portions`, { ...body, ...place }).catch((error) => {
              throw new Refused(error, block.key);
            })
          ).id;
        sent.current.set(block.key, behind);
      }
    },
    ["portion"],
    () => {
      draft.forget();
      close();
    },
  );
  const refused = act.error instanceof Refused ? act.error : null;
  const errors = refused ? { [refused.key]: refused.words } : {};
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("information.add")}
      action={t("information.add.do")}
      send={() => act.mutate(draft.value)}
      close={close}
      forget={draft.forget}
      error={refused ? refused.problem : act.error}
      busy={act.isPending}
      ready={bodiesOf(draft.value).length > 0}
      restored={draft.restored}
      note={t(draft.keeps ? "writing.kept" : "writing.held")}
    >
      <SheetField
        autoFocus
        blocks={draft.value}
        change={draft.setValue}
        owners={[own]}
        {...{ title, nations, errors }}
      />
    </Form>
  );
}

/** Which paragraph was refused, and why. */
class Refused extends Error {
  readonly words: string;
  constructor(
    readonly problem: unknown,
    readonly key: string,
  ) {
    super("refused");
    this.words = problem instanceof Problem ? (problem.errors[0]?.detail ?? problem.title) : "";
  }
}
