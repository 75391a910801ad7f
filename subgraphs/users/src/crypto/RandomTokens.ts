import { createHash, randomBytes } from "node:crypto";
import type { OpaqueTokens } from "../operations/ports.js";

/** 256 bits of the operating system's randomness, as 43 base64url characters. */
export class RandomTokens implements OpaqueTokens {
  newToken(): string {
    return randomBytes(32).toString("base64url");
  }

  hash(token: string): string {
    return createHash("sha256").update(token).digest("base64url");
  }
}
