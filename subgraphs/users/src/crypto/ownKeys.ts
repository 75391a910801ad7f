import { createLocalJWKSet, errors, type JWTVerifyGetKey } from "jose";
import type { PublicJwk } from "../operations/ports.js";

const KEPT_MS = 60_000;
const BETWEEN_READS_MS = 1_000;

/**
 * The keys by which users verifies tokens of its own: read from where they are stored, kept for a
 * minute, and read again (once a second at most) for a key that is not among them.
 */
export function ownKeys(
  read: () => Promise<{ keys: PublicJwk[] }>,
  nowMs: () => number = Date.now,
): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | null = null;
  let readAtMs = 0;
  const refresh = async () => {
    readAtMs = nowMs();
    keys = createLocalJWKSet(await read());
    return keys;
  };
  return async (header, token) => {
    const known = keys && nowMs() - readAtMs < KEPT_MS ? keys : await refresh();
    try {
      return await known(header, token);
    } catch (error) {
      const isUnknown = error instanceof errors.JWKSNoMatchingKey;
      if (!isUnknown || nowMs() - readAtMs < BETWEEN_READS_MS) throw error;
      return (await refresh())(header, token);
    }
  };
}
