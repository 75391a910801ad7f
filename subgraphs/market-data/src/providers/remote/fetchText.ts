import { ProviderFault } from "./ProviderFault.js";

/** No answer of ours is larger: twenty years of daily bars are 1 MB. */
const BYTES_MAX = 8_000_000;
const RETRY_AFTER_SECONDS_MAX = 3_600;

export interface FetchOptions {
  readonly timeoutMs: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The body of a GET, read whole within `timeoutMs`. Redirects are followed within the same origin's
 * rules of fetch; the address never stands in an error, because it may hold a key.
 *
 * @returns null for 404: the provider does not have it
 * @throws {ProviderFault} TIMED_OUT, UNREACHABLE, RATE_LIMITED (429), SERVER_ERROR (5xx), REFUSED
 * (other 4xx), GARBAGE (larger than 8 MB, or no text)
 */
export async function fetchText(url: URL, options: FetchOptions): Promise<string | null> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    const response = await fetch(url, {
      signal,
      headers: { accept: "application/json, text/csv, */*", ...options.headers },
    });
    const fault = statusFault(response);
    if (fault === null) return await readBody(response);
    await response.body?.cancel();
    if (fault === "NOT_FOUND") return null;
    throw fault;
  } catch (error) {
    if (error instanceof ProviderFault) throw error;
    if (signal.aborted) throw new ProviderFault("TIMED_OUT", `${options.timeoutMs} ms`);
    throw new ProviderFault("UNREACHABLE", "the connection failed or broke off");
  }
}

function statusFault(response: Response): ProviderFault | "NOT_FOUND" | null {
  const { status } = response;
  if (status === 200) return null;
  if (status === 404) return "NOT_FOUND";
  if (status === 429) {
    return new ProviderFault("RATE_LIMITED", "status 429", retryAfter(response));
  }
  return new ProviderFault(status >= 500 ? "SERVER_ERROR" : "REFUSED", `status ${status}`);
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0
    ? Math.min(seconds, RETRY_AFTER_SECONDS_MAX)
    : null;
}

async function readBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BYTES_MAX) throw new ProviderFault("GARBAGE", `more than ${BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
