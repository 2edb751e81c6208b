/**
 * Where a trace begins: a `traceparent` of W3C Trace Context for one request, so that what a person does can be
 * followed to the last consumer. The ids are random and tell nothing of the person.
 */
export function newTraceparent(): string {
  return `00-${hex(16)}-${hex(8)}-01`;
}

/** Random bytes in hexadecimal; the first is never zero, because an id of zeros is none. */
function hex(bytes: number): string {
  const drawn = crypto.getRandomValues(new Uint8Array(bytes));
  drawn[0] = (drawn[0] ?? 0) | 1;
  return [...drawn].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
