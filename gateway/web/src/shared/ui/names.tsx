import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import {
  communitiesOptions,
  forumsOptions,
  meOptions,
  nationsOptions,
  policyOptions,
} from "@/shared/api/queries";
import type { LabelView, Me, Policy } from "@/shared/api/types";
import { useT } from "@/shared/i18n";

/** The signed-in person; the frame shows nothing else before they are known. */
export function useMe(): Me {
  const { data } = useQuery(meOptions);
  if (!data) throw new Error("The person is not known yet");
  return data;
}

/** The nation that this person speaks for: of an embed, the host. */
export const useMyNation = (): string => {
  const me = useMe();
  return me.acts_for ?? me.affiliation ?? "";
};

/** The policy's levels and colours, or null until read. */
export function usePolicy(): Policy | null {
  return useQuery(policyOptions).data ?? null;
}

/** That labels are fictional, in the words of the policy in force that says so. */
export function useFiction(): string | undefined {
  const policy = usePolicy();
  const t = useT();
  return policy?.fictional ? policy.notice || t("app.fictional") : undefined;
}

/** The name of a nation or community by its code; the code itself while or where unknown. */
export function useNames(): (code: string) => string {
  const nations = useQuery(nationsOptions).data;
  const communities = useQuery(communitiesOptions).data;
  const names = useMemo(
    () => new Map([...(communities ?? []), ...(nations ?? [])].map(({ code, name }) => [code, name])),
    [nations, communities],
  );
  return useCallback((code) => names.get(code) ?? code, [names]);
}

/** The labels of forums that a page names, by id or, where the answer says no more, by name; for its banner. */
export function useForumLabels(named: (string | null | undefined)[]): LabelView[] {
  const forums = useQuery(forumsOptions).data ?? [];
  const wanted = new Set(named);
  return forums.filter(({ id, name }) => wanted.has(id) || wanted.has(name)).map(({ label }) => label);
}

const OVERSIGHT = ["national_admin", "platform_admin", "auditor"];

/** Whether this person only administers or audits: they see what others write, and write nothing of it. */
export function useOversees(): boolean {
  const { roles } = useMe();
  return roles.length > 0 && roles.every((role) => OVERSIGHT.includes(role));
}

/** Whether this person holds one of these roles. */
export function useRole(...roles: string[]): boolean {
  const me = useMe();
  return roles.some((role) => me.roles.includes(role));
}
