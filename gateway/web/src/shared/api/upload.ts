import { Problem } from "@/shared/api/problem";
import { csrf } from "@/shared/api/session";
import { newTraceparent } from "@/shared/api/trace";

/**
 * Sends the bytes of a file in one body, and tells how many have gone. Ask something else before: a session that has
 * ended is renewed there. Throws a `Problem` for every refusal; aborted, what was sent is thrown away by the server.
 */
export function sendWhole(
  path: string,
  file: Blob,
  etag: string | null,
  told: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/api/v1${path}`);
    request.setRequestHeader("traceparent", newTraceparent());
    request.setRequestHeader("X-Entente-CSRF", csrf());
    request.setRequestHeader("content-type", "application/octet-stream");
    if (etag) request.setRequestHeader("If-Match", etag);
    request.upload.onprogress = ({ loaded }) => told(loaded);
    request.onload = () => (request.status < 300 ? done() : failed(problemOf(request)));
    request.onerror = () =>
      failed(new Problem({ status: 0, type: "offline", title: "The server cannot be reached" }));
    request.onabort = () => failed(new DOMException("Aborted", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

function problemOf(request: XMLHttpRequest): Problem {
  try {
    return new Problem({ ...JSON.parse(request.responseText), status: request.status });
  } catch {
    return new Problem({ status: request.status, title: request.statusText || `HTTP ${request.status}` });
  }
}
