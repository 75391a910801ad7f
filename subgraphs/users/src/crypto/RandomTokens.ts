import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { OpaqueTokens } from "../operations/ports.js";
import type { MasterKey } from "./sealedText.js";

/** 256 bits as 43 base64url characters: of the operating system's randomness, or an HMAC of the token before. */
export class RandomTokens implements OpaqueTokens {
  readonly #key: Buffer;

  constructor(masterKey: MasterKey) {
    this.#key = Buffer.from(hkdfSync("sha256", masterKey, "", "refresh-token-successor", 32));
  }

  newToken(): string {
    return randomBytes(32).toString("base64url");
  }

  successorOf(token: string): string {
    return createHmac("sha256", this.#key).update(token).digest("base64url");
  }

  hash(token: string): string {
    return createHash("sha256").update(token).digest("base64url");
  }
}
