/** Cells that a spreadsheet would run as a formula are made harmless. */
export function harmless(value: string | number): string {
  const words = String(value);
  return /^[=+\-@\t\r]/.test(words) && typeof value !== "number" ? `'${words}` : words;
}

const quote = (value: string) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** Rows as CSV with a header; the marking of what it holds stands above and below, and a notice about it. */
export function toCsv<T>(
  columns: { header: string; value?: (row: T) => string | number }[],
  rows: T[],
  marking?: string,
  notice?: string,
): string {
  const line = (cells: (string | number)[]) => cells.map((cell) => quote(harmless(cell))).join(",");
  const body = [
    line(columns.map(({ header }) => header)),
    ...rows.map((row) => line(columns.map(({ value }) => value?.(row) ?? ""))),
  ];
  const around = [marking, notice].filter((words): words is string => Boolean(words)).map(quote);
  return `${[...around, ...body, ...[...around].reverse()].join("\r\n")}\r\n`;
}

/** Hands the text to the browser as a file. */
export function download(name: string, text: string, type = "text/csv;charset=utf-8"): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
