import type { Can } from "@/shared/api/types";

export interface Permission {
  allowed: boolean;
  reason: string;
}

/** Whether the reader may do this now; an answer that lists only what is allowed gives no reason. */
export function may(can: Can[] | undefined, action: string): Permission {
  for (const each of can ?? []) {
    if (each === action) return { allowed: true, reason: "" };
    if (typeof each === "object" && each.action === action) {
      return { allowed: each.allowed, reason: each.reason ?? "" };
    }
  }
  return { allowed: false, reason: "" };
}
