/** Days a refresh token can be exchanged; each exchange gives a new one with days of its own. */
export const REFRESH_TOKEN_DAYS = 30;

/** One link of a session's chain. Only the SHA-256 of the token is known to us. */
export interface RefreshToken {
  readonly tokenHash: string;
  readonly familyId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null; // exchanged for its successor
}

export type SessionEnd = "SIGNED_OUT" | "REUSED";

/** One sign-in and everything refreshed from it. */
export interface SessionFamily {
  readonly id: string;
  readonly userId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: SessionEnd | null;
}

/**
 * What presenting a refresh token leads to:
 * `ROTATE`  it is used up and a successor is given;
 * `REUSED`  it was used up before, so two parties hold the chain: the whole family ends;
 * `INVALID` the family has ended or the token has expired.
 */
export type RefreshVerdict = "ROTATE" | "REUSED" | "INVALID";

/**
 * The rotation state machine. A used token is judged before its expiry: showing an old one is a
 * sign of theft for as long as we remember it and the family lives.
 *
 * @see RFC 9700 (OAuth 2.0 Security Best Current Practice), section 4.14.2
 */
export function judgeRefresh(
  token: RefreshToken,
  family: SessionFamily,
  now: Date,
): RefreshVerdict {
  if (family.endedAt !== null) return "INVALID";
  if (token.usedAt !== null) return "REUSED";
  return token.expiresAt.getTime() <= now.getTime() ? "INVALID" : "ROTATE";
}

/** @returns the instant a token issued at `now` expires */
export function refreshTokenExpiry(now: Date): Date {
  return new Date(now.getTime() + REFRESH_TOKEN_DAYS * 86_400_000);
}
