import type { ComboboxItem, OptionsFilter } from "@mantine/core";

/**
 * Choices that hold what was typed, the nearest first: the code itself, then what begins with it, then the shorter.
 * "Australia" is the nation before a group of several. Nothing typed leaves them as they are.
 */
export const nearestFirst: OptionsFilter = ({ options, search, limit }) => {
  const wanted = search.trim().toLocaleLowerCase();
  if (!wanted) return options.slice(0, limit);
  const found = options.filter((one): one is ComboboxItem => "label" in one && holds(one, wanted));
  return found.sort((one, other) => rank(one, wanted) - rank(other, wanted)).slice(0, limit);
};

const holds = ({ label }: ComboboxItem, wanted: string) => label.toLocaleLowerCase().includes(wanted);

function rank({ value, label }: ComboboxItem, wanted: string): number {
  if (value.toLocaleLowerCase() === wanted) return 0;
  return (label.toLocaleLowerCase().startsWith(wanted) ? 1 : 1_000) + label.length;
}
