import { createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "@wealthgraph/kernel/refusal";

/** The right to send the file of one import, once, until an instant. */
export interface UploadGrant {
  readonly importId: string;
  readonly householdId: string;
  readonly expiresAt: Date;
}

/** An upload address lives this long. */
export const UPLOAD_TTL_MS = 15 * 60_000;

/**
 * Signs grants as text that fits a path segment, and reads them back. The grant names its household,
 * so that the database is asked within that household and no other.
 */
export class UploadGrantSigner {
  readonly #key: Buffer;

  /** @param secret shared by every copy of the subgraph; the key is derived from it for this one use */
  constructor(secret: string) {
    this.#key = createHmac("sha256", secret).update("portfolios upload grant").digest();
  }

  sign(grant: UploadGrant): string {
    const claim = [grant.importId, grant.householdId, grant.expiresAt.getTime()].join(".");
    const payload = Buffer.from(claim).toString("base64url");
    return `${payload}.${this.#mac(payload).toString("base64url")}`;
  }

  /**
   * @throws {Refusal} UPLOAD_INVALID when the token is not one of ours, or is expired; whether the
   * file was sent already is for the import to say
   */
  verify(token: string, now: Date): UploadGrant {
    const [payload = "", mac = "", ...more] = token.split(".");
    const given = Buffer.from(mac, "base64url");
    const expected = this.#mac(payload);
    const isOurs =
      more.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
    if (!isOurs) throw uploadInvalid();
    const [importId = "", householdId = "", expiresAtMs = ""] = Buffer.from(payload, "base64url")
      .toString("utf8")
      .split(".");
    const expiresAt = new Date(Number(expiresAtMs));
    if (expiresAt <= now) throw uploadInvalid();
    return { importId, householdId, expiresAt };
  }

  #mac(payload: string): Buffer {
    return createHmac("sha256", this.#key).update(payload).digest();
  }
}

/** One answer for unknown, expired, used and forged, so that none of them tells which. */
export function uploadInvalid(): Refusal {
  return new Refusal(
    "UPLOAD_INVALID",
    "the upload address is unknown, expired or used; create a new import",
  );
}
