/** Every month ("2027-03") or year ("2027") from the first to the last that is counted: what is empty stands there too. */
export function periodsOf(counted: string[]): string[] {
  const [first, last] = [counted.reduce(least, ""), counted.reduce(most, "")];
  const found: string[] = [];
  for (let period = first; period && period <= last; period = after(period)) found.push(period);
  return found;
}

const least = (a: string, b: string) => (a && a < b ? a : b);
const most = (a: string, b: string) => (a > b ? a : b);

function after(period: string): string {
  const [year = 0, month] = period.split("-").map(Number);
  const written = (value: number, digits: number) => String(value).padStart(digits, "0");
  if (month === undefined) return written(year + 1, 4);
  return month === 12 ? `${written(year + 1, 4)}-01` : `${written(year, 4)}-${written(month + 1, 2)}`;
}
