import { Problem, problemOf } from "@/shared/api/problem";
import { boundPerson, csrf, markRevoked, REVOKED, signedInAgain } from "@/shared/api/session";
import { newTraceparent } from "@/shared/api/trace";

/** A record as read, with the version that a later change must name. */
export interface Loaded<T> {
  value: T;
  etag: string | null;
}

export interface Ask {
  query?: Record<string, string | number | boolean | string[] | null | undefined>;
  /** Sent as JSON; bytes as they are. */
  body?: unknown;
  /** The version that is changed (`If-Match`). */
  etag?: string | null;
  /** Makes a repeated creation one creation (`Idempotency-Key`); drawn by itself for a POST. */
  key?: string;
  signal?: AbortSignal;
}

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

function address(path: string, query: Ask["query"]): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== "") params.append(name, String(each));
    }
  }
  const tail = params.toString();
  return `/api/v1${path}${tail ? `?${tail}` : ""}`;
}

function headersFor(method: Method, ask: Ask, key: string): Headers {
  const headers = new Headers({ accept: "application/json", traceparent: newTraceparent() });
  if (method === "GET") return headers;
  headers.set("X-Entente-CSRF", csrf());
  if (method === "POST") headers.set("Idempotency-Key", key);
  if (ask.etag) headers.set("If-Match", ask.etag);
  if (ask.body !== undefined)
    headers.set("content-type", ask.body instanceof Blob ? "application/octet-stream" : "application/json");
  return headers;
}

async function send(method: Method, path: string, ask: Ask, key: string): Promise<Response> {
  try {
    return await fetch(address(path, ask.query), {
      method,
      headers: headersFor(method, ask, key),
      body: ask.body === undefined || ask.body instanceof Blob ? ask.body : JSON.stringify(ask.body),
      signal: ask.signal,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem({ status: 0, type: "offline", title: "The server cannot be reached" });
  }
}

/**
 * One request. Throws a `Problem` for every refusal. An ended session is renewed in place and the request sent
 * again, with the same idempotency key, so that no form is lost.
 */
export async function request<T>(method: Method, path: string, ask: Ask = {}): Promise<Loaded<T>> {
  const key = ask.key ?? crypto.randomUUID();
  for (;;) {
    const response = await send(method, path, ask, key);
    if (response.ok) {
      const text = response.status === 204 ? "" : await response.text();
      return { value: (text ? JSON.parse(text) : null) as T, etag: response.headers.get("etag") };
    }
    const problem = await problemOf(response);
    if (problem.status !== 401) throw problem;
    if (problem.type === REVOKED) {
      markRevoked();
      throw problem;
    }
    await signedInAgain();
    if (path !== WHO && !(await samePerson()))
      throw new Problem({ status: 401, type: "another-person", title: "Another person has signed in" });
  }
}

const WHO = "/me";

/** Whoever signed in anew is the person whose page this is: nobody sends what another wrote. */
async function samePerson(): Promise<boolean> {
  const bound = boundPerson();
  return bound === null || (await request<{ id: string }>("GET", WHO)).value.id === bound;
}

/** The request functions that features use; each gives the value alone, `read` the version too. */
export const api = {
  get: async <T>(path: string, query?: Ask["query"], signal?: AbortSignal): Promise<T> =>
    (await request<T>("GET", path, { query, signal })).value,
  read: <T>(path: string, query?: Ask["query"], signal?: AbortSignal): Promise<Loaded<T>> =>
    request<T>("GET", path, { query, signal }),
  post: async <T>(path: string, body?: unknown, ask: Ask = {}): Promise<T> =>
    (await request<T>("POST", path, { ...ask, body: body ?? {} })).value,
  patch: async <T>(path: string, body: unknown, etag: string | null): Promise<T> =>
    (await request<T>("PATCH", path, { body, etag })).value,
  put: async <T>(path: string, body: unknown, etag: string | null): Promise<T> =>
    (await request<T>("PUT", path, { body, etag })).value,
};
