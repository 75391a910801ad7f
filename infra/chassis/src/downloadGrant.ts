import { createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "@wealthgraph/kernel/refusal";

/** A download address lives this long. */
export const DOWNLOAD_TTL_MS = 15 * 60_000;

/**
 * Signs the right to fetch one file until an instant, as text that fits a path segment, and reads it
 * back. Whoever has the address has the file: claims name the household, so that the database is
 * asked within that household and no other.
 */
export class DownloadGrantSigner {
  readonly #key: Buffer;
  readonly #subgraph: string;

  /**
   * @param secret shared by every copy of the subgraph; the key is derived from it for this one use
   * @param subgraph whose files they are; the router reads it before the first `~`
   */
  constructor(secret: string, subgraph: string) {
    this.#subgraph = subgraph;
    this.#key = createHmac("sha256", secret).update(`${subgraph} download grant`).digest();
  }

  /**
   * @param claims what the file is, without line ends
   * @returns the path below the endpoint
   */
  pathOf(claims: readonly string[], expiresAt: Date): string {
    const payload = Buffer.from([expiresAt.getTime(), ...claims].join("\n")).toString("base64url");
    return `/downloads/${this.#subgraph}~${payload}.${this.#mac(payload).toString("base64url")}`;
  }

  /**
   * @param segment the path's last segment
   * @returns the claims
   * @throws {Refusal} DOWNLOAD_INVALID when it is not one of ours, or expired
   */
  verify(segment: string, now: Date): readonly string[] {
    const [subgraph, token = "", ...rest] = segment.split("~");
    const [payload = "", mac = "", ...more] = token.split(".");
    const given = Buffer.from(mac, "base64url");
    const expected = this.#mac(payload);
    const isOurs =
      subgraph === this.#subgraph &&
      rest.length + more.length === 0 &&
      given.length === expected.length &&
      timingSafeEqual(given, expected);
    if (!isOurs) throw downloadInvalid();
    const [expiresAtMs, ...claims] = Buffer.from(payload, "base64url").toString("utf8").split("\n");
    if (!(Number(expiresAtMs) > now.getTime())) throw downloadInvalid();
    return claims;
  }

  #mac(payload: string): Buffer {
    return createHmac("sha256", this.#key).update(payload).digest();
  }
}

/** One answer for unknown, expired and forged, so that none of them tells which. */
export function downloadInvalid(): Refusal {
  return new Refusal(
    "DOWNLOAD_INVALID",
    "the download address is unknown, expired or of a file that is gone; ask for a new one",
  );
}
