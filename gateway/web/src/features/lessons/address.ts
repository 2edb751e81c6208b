/** A record that an address of this client names. */
export interface Addressed {
  kind: "activity" | "tasking" | "item" | "lesson";
  id: string;
}
const KINDS: Record<string, Addressed["kind"]> = {
  activities: "activity",
  taskings: "tasking",
  items: "item",
  information: "item",
  lessons: "lesson",
};
const ADDRESS =
  /(?:^|\/)(activities|taskings|items|information|lessons)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=$|[/?#\s])/i;

/** The record that the address in a text leads to; null where there is none. */
export function addressed(text: string): Addressed | null {
  const [, place, id] = ADDRESS.exec(text.trim()) ?? [];
  const kind = place && KINDS[place.toLowerCase()];
  return kind && id ? { kind, id: id.toLowerCase() } : null;
}
