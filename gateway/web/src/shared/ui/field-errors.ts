import { useState } from "react";
import { fieldErrors } from "@/shared/api/problem";

type Values = object;

/**
 * What the API found wrong with the fields of a form, by field name, each until its field changes. `values` are
 * the form's, by the names of the fields; what is found at none of these goes with the first change.
 */
export function useFieldErrors(problem: unknown, values: Values): Record<string, string> {
  const [refused, setRefused] = useState({ problem, values });
  if (refused.problem !== problem) setRefused({ problem, values });
  return refused.problem === problem
    ? unchanged(fieldErrors(problem), refused.values, values)
    : fieldErrors(problem);
}

/** The errors of the fields that are as they were when they were refused. */
export function unchanged(
  errors: Record<string, string>,
  refused: Values,
  now: Values,
): Record<string, string> {
  const before = new Map<string, unknown>(Object.entries(refused));
  const changed = Object.entries(now).flatMap(([name, value]) => (before.get(name) === value ? [] : [name]));
  if (changed.length === 0) return errors;
  const stands = (pointer: string) => {
    const name = pointer.split("/")[0] ?? "";
    return before.has(name) && !changed.includes(name);
  };
  return Object.fromEntries(Object.entries(errors).filter(([pointer]) => stands(pointer)));
}
