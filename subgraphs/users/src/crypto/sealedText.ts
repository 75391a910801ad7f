import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Failure, invariant } from "@wealthgraph/kernel/refusal";

const FORMAT = "v1"; // AES-256-GCM, nonce of 12 bytes, tag of 16

/** A key of 32 bytes that seals secrets at rest. */
export type MasterKey = Buffer & { readonly __masterKey: true };

/** @returns null when `text` is not 32 bytes in base64, base64url or hexadecimal */
export function parseMasterKey(text: string): MasterKey | null {
  const encoding = /^[0-9a-f]{64}$/i.test(text) ? "hex" : "base64";
  if (encoding === "base64" && !/^[\w+/-]{43}=?$/.test(text)) return null;
  const bytes = Buffer.from(text, encoding);
  return bytes.length === 32 ? (bytes as MasterKey) : null;
}

/**
 * Seals a text so that only the master key opens it, and only in its place.
 *
 * @param place table, column and row: additional data, so that a sealed text moved elsewhere does not open
 */
export function seal(plain: string, key: MasterKey, place: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return [FORMAT, nonce, sealed, cipher.getAuthTag()]
    .map((part) => (typeof part === "string" ? part : part.toString("base64url")))
    .join(".");
}

/**
 * @throws {Failure} MASTER_KEY_MISMATCH when it was sealed with another key, for another place, or
 *   changed since
 */
export function unseal(sealed: string, key: MasterKey, place: string): string {
  const [format, nonce, text, tag] = sealed.split(".");
  invariant(
    format === FORMAT && nonce !== undefined && text !== undefined && tag !== undefined,
    "a sealed text has a format, a nonce, a text and a tag",
  );
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return (
      decipher.update(Buffer.from(text, "base64url"), undefined, "utf8") + decipher.final("utf8")
    );
  } catch (error) {
    throw new Failure("MASTER_KEY_MISMATCH", { cause: error });
  }
}
