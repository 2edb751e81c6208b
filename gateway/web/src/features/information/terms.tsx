import { useRecord } from "@/shared/api/queries";
import type { components } from "@/shared/api/schema.gen";
import { showDay } from "@/shared/dates/show";
import { useList, useT } from "@/shared/i18n";
import { useNames } from "@/shared/ui/names";

type Terms = components["schemas"]["ReleaseTerms"];

/** On which conditions paragraphs of an item were released: for its owners and for who got them. */
export function useTerms(item: string): Terms[] {
  const query = useRecord<{ items: Terms[] }>("information", "/releases/terms", { item });
  return query.data?.value.items ?? [];
}

/** The terms of one paragraph, in a line below it for each release. */
export function TermsOf({ terms, portion }: { terms: Terms[]; portion: string }) {
  const t = useT();
  const list = useList();
  const names = useNames();
  return terms
    .filter((one) => one.portion === portion)
    .map(({ to, sight, conditions, expires_on }) => (
      <p key={`${to} ${sight} ${conditions} ${expires_on}`} className="muted small">
        {t("information.terms", {
          to: list(to.map(names)),
          sight,
          day: expires_on ? showDay(expires_on) : "",
          ends: String(Boolean(expires_on)),
        })}{" "}
        {conditions}
      </p>
    ));
}
