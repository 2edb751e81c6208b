/** One bad field of a request: where (JSON pointer), which rule, and in words. */
export interface FieldError {
  pointer: string;
  rule: string;
  detail: string;
}

/** What the API refused or could not do (RFC 9457), or that it could not be reached (status 0). */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldError[];
  readonly traceId: string | null;

  constructor(body: {
    status: number;
    type?: string;
    title?: string;
    detail?: string;
    errors?: FieldError[];
    trace_id?: string | null;
  }) {
    super(body.title ?? `HTTP ${body.status}`);
    this.status = body.status;
    this.type = (body.type ?? "").replace("urn:entente:problem:", "");
    this.title = body.title ?? `HTTP ${body.status}`;
    this.detail = body.detail ?? "";
    this.errors = body.errors ?? [];
    this.traceId = body.trace_id ?? null;
  }

  /** The connection, not the request, is at fault: the same request may succeed later. */
  get offline(): boolean {
    return this.status === 0;
  }

  /** Somebody else changed the record since it was read. */
  get stale(): boolean {
    return this.status === 412;
  }
}

/** Reads a refusal's problem document; an answer that is none still becomes a problem with its status. */
export async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = await response.json();
    return new Problem({ ...body, status: response.status });
  } catch {
    return new Problem({ status: response.status, title: response.statusText || `HTTP ${response.status}` });
  }
}

/** Words for each field name, taken from the pointers of a problem; what belongs to no field stays in the summary. */
export function fieldErrors(problem: unknown): Record<string, string> {
  if (!(problem instanceof Problem)) return {};
  return Object.fromEntries(
    problem.errors.map((error) => [error.pointer.replace(/^\/(body\/)?/, ""), error.detail || error.rule]),
  );
}
