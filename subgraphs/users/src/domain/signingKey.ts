/** Minutes an access token of a user is valid. */
export const ACCESS_TOKEN_MINUTES = 15;
/** Minutes an access token of a service is valid. */
export const SERVICE_TOKEN_MINUTES = 5;
/** Days one key signs before the next takes over. */
export const KEY_SIGNS_DAYS = 30;
/**
 * Minutes a key is published before it signs. Longer than any verifier keeps a JWKS without asking
 * again, so that no token arrives before its key.
 */
export const KEY_LEAD_MINUTES = 60;
/** Minutes a clock of ours may differ from another. */
const CLOCK_SKEW_MINUTES = 5;

const MINUTE_MS = 60_000;

/** The public side of one RS256 key pair: when it was published, and from when it signs. */
export interface SigningKey {
  readonly kid: string;
  readonly publishedFrom: Date;
  readonly signsFrom: Date;
}

/** What one check of the keys has to do. */
export interface RotationPlan {
  readonly create: Pick<SigningKey, "publishedFrom" | "signsFrom"> | null;
  readonly remove: readonly string[]; // kids whose last token has expired
}

const bySignsFrom = (a: SigningKey, b: SigningKey) =>
  a.signsFrom.getTime() - b.signsFrom.getTime() || (a.kid < b.kid ? -1 : 1);

/** @returns the key that signs at `now`: the one that began last; null before the first key */
export function signingKeyAt<K extends SigningKey>(keys: readonly K[], now: Date): K | null {
  return (
    keys
      .filter((k) => k.signsFrom <= now)
      .toSorted(bySignsFrom)
      .at(-1) ?? null
  );
}

/** @returns the keys whose tokens may still be valid at `now`, and those that will sign next; oldest first */
export function publishedKeysAt<K extends SigningKey>(keys: readonly K[], now: Date): K[] {
  const ordered = keys.toSorted(bySignsFrom);
  return ordered.filter((_, i) => {
    const successor = ordered[i + 1];
    return !successor || now < lastTokenExpired(successor);
  });
}

/**
 * @param isForced rotate now, whatever the age of the key (a key may be known to others). A
 *   successor that is published already is not followed by a second one.
 */
export function planRotation(
  keys: readonly SigningKey[],
  now: Date,
  isForced = false,
): RotationPlan {
  const kept = publishedKeysAt(keys, now);
  const remove = keys.filter((key) => !kept.includes(key)).map((key) => key.kid);
  const newest = kept.at(-1);
  if (!newest) return { create: { publishedFrom: now, signsFrom: now }, remove };
  const isPending = newest.signsFrom > now;
  const isDue = now.getTime() >= newest.signsFrom.getTime() + KEY_SIGNS_DAYS * 1440 * MINUTE_MS;
  if (isPending || !(isDue || isForced)) return { create: null, remove };
  const signsFrom = new Date(now.getTime() + KEY_LEAD_MINUTES * MINUTE_MS);
  return { create: { publishedFrom: now, signsFrom }, remove };
}

/** From this instant nothing signed by the predecessor of `successor` is valid any more. */
function lastTokenExpired(successor: SigningKey): Date {
  const minutes = ACCESS_TOKEN_MINUTES + CLOCK_SKEW_MINUTES;
  return new Date(successor.signsFrom.getTime() + minutes * MINUTE_MS);
}
