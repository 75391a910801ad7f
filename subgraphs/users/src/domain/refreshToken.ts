/** Days a refresh token can be exchanged; each exchange gives a new one with days of its own. */
export const REFRESH_TOKEN_DAYS = 30;

/**
 * A used token shown again so soon gives its successor once more: the answer was lost, because the
 * page was reloaded in that moment, or two tabs renewed at once.
 */
export const REPEAT_SECONDS = 10;

/** One link of a session's chain. Only the SHA-256 of the token is known to us. */
export interface RefreshToken {
  readonly tokenHash: string;
  readonly familyId: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null; // exchanged for its successor
}

/** ENDED_ELSEWHERE: by its user, from another session. */
export type SessionEnd = "SIGNED_OUT" | "REUSED" | "ENDED_ELSEWHERE" | "PASSWORD_CHANGED";

/** One sign-in and everything refreshed from it. */
export interface SessionFamily {
  readonly id: string;
  readonly userId: string;
  /** As its client named itself; at most 100 characters. */
  readonly device: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: SessionEnd | null;
}

/**
 * What presenting a refresh token leads to:
 * `ROTATE`  it is used up and a successor is given;
 * `REPEAT`  it was used up a moment ago: the same successor is given, unless that was used too;
 * `REUSED`  it was used up before, so two parties hold the chain: the whole family ends;
 * `INVALID` the family has ended or the token has expired.
 */
export type RefreshVerdict = "ROTATE" | "REPEAT" | "REUSED" | "INVALID";

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
  if (token.usedAt !== null) {
    const sinceMs = now.getTime() - token.usedAt.getTime();
    return sinceMs < REPEAT_SECONDS * 1_000 ? "REPEAT" : "REUSED";
  }
  return token.expiresAt.getTime() <= now.getTime() ? "INVALID" : "ROTATE";
}

/** @returns the instant a token issued at `now` expires */
export function refreshTokenExpiry(now: Date): Date {
  return new Date(now.getTime() + REFRESH_TOKEN_DAYS * 86_400_000);
}
