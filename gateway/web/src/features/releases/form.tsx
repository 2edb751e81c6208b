import { Checkbox, MultiSelect, Radio, Select, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import css from "@/features/releases/releases.module.css";
import type { Paragraphs, Release } from "@/features/releases/types";
import { api } from "@/shared/api/client";
import { communitiesOptions, recordOptions } from "@/shared/api/queries";
import type { ImpreciseDate } from "@/shared/api/types";
import { countryChoices } from "@/shared/countries/iso";
import { DateField } from "@/shared/dates/field";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import formCss from "@/shared/ui/form.module.css";
import { useMyNation, usePolicy } from "@/shared/ui/names";
import { Page, Part } from "@/shared/ui/page";

interface Words {
  to: string[];
  sight: "read" | "display";
  asked: string | null;
  about: string;
  reason: string;
  conditions: string;
  wanted_by: ImpreciseDate | null;
  expires_on: ImpreciseDate | null;
}
const EMPTY: Words = {
  to: [],
  sight: "read",
  asked: null,
  about: "",
  reason: "",
  conditions: "",
  wanted_by: null,
  expires_on: null,
};

/** Asks the owners of an item for a part of it, or one nation a question. */
export function AskForRelease({ item, portion }: { item?: string; portion?: string }) {
  const t = useT();
  const navigate = useNavigate();
  const own = useMyNation();
  const levels = usePolicy()?.levels ?? [];
  const text = useQuery({
    ...recordOptions<Paragraphs>("information", `/items/${item}/portions`),
    enabled: Boolean(item),
  });
  const shell = useQuery({
    ...recordOptions<{ title: string; label: Paragraphs["banner"] }>("information", `/items/${item}`),
    enabled: Boolean(item),
  });
  const paragraphs = text.data?.value.items ?? [];
  usePageLabels([...paragraphs.map(({ mark }) => mark), shell.data?.value.label]);
  const [chosen, setChosen] = useState<string[]>(portion ? portion.split(",") : []);
  const [whatever, setWhatever] = useState(false);
  const highest = Math.max(
    0,
    ...paragraphs.map(({ mark }) => levels.find((one) => one.name === mark.level)?.value ?? 9),
  );
  const draft = useDraft<Words>(
    `release ${item ?? ""}`,
    EMPTY,
    () => levels.find(({ value }) => value === highest)?.name ?? (item ? "" : (levels[0]?.name ?? "")),
  );
  const { value } = draft;
  const set = (part: Partial<Words>) => draft.setValue((now) => ({ ...now, ...part }));
  const { errors, form } = useDrafted(
    draft,
    () =>
      api.post<Release>("/releases", {
        ...value,
        wanted_by: value.wanted_by?.value ?? null,
        expires_on: value.expires_on?.value ?? null,
        ...(item
          ? { item, portions: chosen, whatever, asked: null, about: "" }
          : { asked: value.asked, to: [] }),
      }),
    ["release"],
    (made) => void navigate({ to: "/releases", search: { view: "asked", at: made.id } }),
  );
  const countries = useMemo(countryChoices, []);
  const groups = useQuery(communitiesOptions).data ?? [];
  const nations = [...groups.map(({ code, name }) => ({ value: code, label: name || code })), ...countries];
  const ready =
    value.reason.trim() !== "" &&
    (item ? chosen.length > 0 || whatever : Boolean(value.asked) && value.about.trim() !== "");
  return (
    <Page title={t("releases.ask")} below={shell.data?.value.title}>
      <Form
        className={`stack ${formCss.box}`}
        name={t("releases.ask")}
        action={t("releases.ask.send")}
        {...form}
        ready={ready}
        close={() => void navigate({ to: "/releases" })}
        forget={draft.forget}
        note={ready ? undefined : t(item ? "releases.ask.missing" : "releases.ask.missing.question")}
      >
        {item ? (
          <Part title={t("releases.ask.portions")}>
            <ul className={css.text}>
              {paragraphs.map(({ id, text: words, mark }) => (
                <li key={id} data-chosen={chosen.includes(id) || undefined}>
                  <label>
                    <input
                      type="checkbox"
                      checked={chosen.includes(id)}
                      onChange={({ currentTarget: { checked } }) =>
                        setChosen(checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                      }
                    />{" "}
                    <Portion label={mark} /> {words}
                  </label>
                </li>
              ))}
            </ul>
            <Checkbox
              label={t("releases.whatever.yes")}
              checked={whatever}
              onChange={(event) => setWhatever(event.currentTarget.checked)}
            />
          </Part>
        ) : (
          <>
            <Select
              label={t("releases.asked")}
              required
              searchable
              limit={60}
              data={countries.filter(({ value: code }) => code !== own)}
              value={value.asked}
              error={errors.asked}
              onChange={(asked) => set({ asked })}
            />
            <Textarea
              label={t("releases.about")}
              required
              autosize
              minRows={2}
              value={value.about}
              error={errors.about}
              onChange={(event) => set({ about: event.currentTarget.value })}
            />
          </>
        )}
        {item && (
          <div className={formCss.fields}>
            <MultiSelect
              label={t("releases.to")}
              description={t("releases.to.hint")}
              searchable
              limit={60}
              data={nations}
              value={value.to}
              error={errors.to}
              onChange={(to) => set({ to })}
            />
            <Radio.Group
              label={t("releases.sight")}
              value={value.sight}
              onChange={(sight) => set({ sight: sight as Words["sight"] })}
            >
              <div className="row">
                <Radio value="read" label={t("releases.sight.read")} />
                <Radio value="display" label={t("releases.sight.display")} />
              </div>
            </Radio.Group>
          </div>
        )}
        <Textarea
          label={t("releases.reason")}
          required
          autosize
          minRows={2}
          value={value.reason}
          error={errors.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
        <div className={formCss.fields}>
          <DateField
            label={`${t("releases.wanted")} (${t("form.optional")})`}
            value={value.wanted_by}
            error={errors.wanted_by}
            exact
            onChange={(wanted_by) => set({ wanted_by })}
          />
          <DateField
            label={`${t("releases.expires")} (${t("form.optional")})`}
            value={value.expires_on}
            error={errors.expires_on}
            exact
            onChange={(expires_on) => set({ expires_on })}
          />
          <Textarea
            label={`${t("releases.conditions")} (${t("form.optional")})`}
            autosize
            value={value.conditions}
            onChange={(event) => set({ conditions: event.currentTarget.value })}
          />
        </div>
      </Form>
    </Page>
  );
}
