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
