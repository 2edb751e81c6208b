import type { Item } from "@/shared/api/types";
import type { MessageKey } from "@/shared/i18n";

export type ItemAct =
  | "progress"
  | "answer"
  | "delegate"
  | "escalate"
  | "adjudicate"
  | "close"
  | "reopen"
  | "substitute"
  | "amend";

/** Acts that make sense for an item in this state at all; the others are not offered, not even as refused. */
export function actsFor(item: Item): ItemAct[] {
  if (item.state === "closed") return ["reopen"];
  const up: ItemAct[] =
    item.kind === "escalation" ? ["adjudicate", "escalate"] : ["answer", "delegate", "escalate"];
  const back: ItemAct[] =
    item.state === "answered" || item.state === "returned" ? ["close", "reopen"] : ["close"];
  return ["progress", ...up, ...back, "substitute", "amend"];
}

/** Why the reader may not do it now, by the rule that the service holds. */
export function whyNot(item: Item, act: ItemAct): MessageKey {
  if (act === "close" || act === "reopen") {
    return item.state === "answered" || item.state === "returned" ? "item.why.issuer" : "item.why.unanswered";
  }
  if (act === "amend") return item.standing === "agreed" ? "item.why.agreed" : "item.why.amend";
  if (act === "substitute") return "item.why.issuer";
  if (item.state === "closed" || item.state === "answered") return "item.why.done";
  if (item.state === "escalated") return "item.why.above";
  return "item.why.addressing";
}
