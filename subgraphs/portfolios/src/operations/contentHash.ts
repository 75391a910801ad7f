import { createHash } from "node:crypto";

/** The key under which a content is stored: short and of one length, however long the row is. */
export function contentHash(contentKey: string): string {
  return createHash("sha256").update(contentKey).digest("base64url");
}

/** Content and occurrence as one text, as `LedgerStore.identities` gives them. */
export function identityOf(contentKeyHash: string, occurrence: number): string {
  return `${contentKeyHash} ${occurrence}`;
}
