import css from "@/shared/ui/table.module.css";

/** The room of rows that do not stand. */
export function Gap({ height, wide }: { height: number; wide: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without content takes no focus
    <tr aria-hidden="true" className={css.gap}>
      <td colSpan={wide} style={{ height }} />
    </tr>
  );
}

/** What of a column its cells are laid out by. */
export const looksOf = (column?: { align?: "end"; grow?: boolean; minor?: boolean }) => ({
  "data-align": column?.align,
  "data-grow": column?.grow || undefined,
  "data-minor": column?.minor || undefined,
});

interface HeadProps {
  name: string | undefined;
  align?: "end";
  sorted: "asc" | "desc" | false;
  /** Sorts by it; none where nothing does. */
  sort?: (event: unknown) => void;
}

/** The head of a column. */
export function Head({ name, align, sorted, sort }: HeadProps) {
  const order = sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : undefined;
  return (
    <th scope="col" data-align={align} aria-sort={order}>
      {sort ? (
        <button type="button" onClick={sort}>
          {name}
          <span aria-hidden="true">{sorted === "asc" ? " ↑" : sorted === "desc" ? " ↓" : ""}</span>
        </button>
      ) : (
        name
      )}
    </th>
  );
}
