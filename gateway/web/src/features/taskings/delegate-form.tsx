import { Button } from "@mantine/core";
import { api } from "@/shared/api/client";
import type { ChildInput, Item } from "@/shared/api/types";
import { capture } from "@/shared/capture/capture";
import { CaptureLine, useKnown } from "@/shared/capture/line";
import { today } from "@/shared/dates/show";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { addedBy } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";
import { useMyNation } from "@/shared/ui/names";

/** Child taskings, each a line, for the forums that must address them. They are never wider than their parent. */
export function DelegateForm({ item, close }: { item: Item; close: () => void }) {
  const t = useT();
  const nation = useMyNation();
  const known = useKnown(item.addressing_forum?.id ?? null);
  const draft = useDraft(
    `delegate:${item.id}`,
    { lines: [""], label: addedBy(nation, item.label) },
    (value) => value.label.level,
  );
  const { lines, label } = draft.value;
  const children: ChildInput[] = lines
    .filter((line) => line.trim())
    .map((line) => {
      const read = capture(line, known, today());
      return {
        title: read.title,
        text: "",
        lead: read.lead ?? item.lead,
        supporting: read.supporting,
        due: read.due ?? item.due,
        forum: read.forum ?? "",
        label,
      };
    });
  const unknown = lines.some((line) => capture(line, known, today()).unknown.length > 0);
  const ready = !unknown && children.length > 0 && children.every(({ forum, title }) => forum && title);
  const act = useAct(
    () => api.post(`/taskings/${item.id}/delegate`, { children }),
    ["item"],
    () => {
      draft.forget();
      close();
    },
  );
  const set = (at: number, line: string) =>
    draft.setValue({ label, lines: lines.map((each, index) => (index === at ? line : each)) });
  return (
    <Form
      action={t("item.act.delegate")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
      ready={ready}
      note={ready ? null : t("item.act.delegate.forum")}
    >
      {lines.map((line, index) => (
        <CaptureLine
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are known by their place
          key={index}
          label={`${t("item.act.delegate.line")} ${index + 1}`}
          value={line}
          known={known}
          parentDue={item.due}
          autoFocus={index === lines.length - 1}
          onChange={(next) => set(index, next)}
        />
      ))}
      <div>
        <Button variant="subtle" onClick={() => draft.setValue({ label, lines: [...lines, ""] })}>
          {t("item.act.delegate.add")}
        </Button>
      </div>
      <LabelField
        value={label}
        onChange={(next) => draft.setValue({ lines, label: next })}
        nations={item.label.readable_by?.nations ?? []}
        owners={item.label.owner}
      />
    </Form>
  );
}
