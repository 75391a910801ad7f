import { WealthgraphError } from "./WealthgraphError.js";

/** What signing in gives. Keep it as you would keep a password. */
export interface Session {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: string;
}

const RENEW_BEFORE_MS = 30_000;

/**
 * Holds the session and renews it silently.
 *
 * However many requests find the token expired at once, one refresh is made: a second use of the
 * same refresh token would sign every session of its family out.
 */
export class SessionKeeper {
  #session: Session | null;
  /** The endpoint refused the token although it looks good here: clocks differ. */
  #isRefused = false;
  #refreshing: Promise<string | null> | null = null;
  readonly #refresh: (refreshToken: string) => Promise<Session>;
  readonly #onSession: (session: Session | null) => void;

  constructor(options: {
    readonly session: Session | null;
    readonly refresh: (refreshToken: string) => Promise<Session>;
    readonly onSession: (session: Session | null) => void;
  }) {
    this.#session = options.session;
    this.#refresh = options.refresh;
    this.#onSession = options.onSession;
  }

  get session(): Session | null {
    return this.#session;
  }

  set session(session: Session | null) {
    this.#session = session;
    this.#onSession(session);
  }

  /** @returns a token that is good for at least half a minute; null when nobody is signed in */
  async accessToken(): Promise<string | null> {
    if (!this.#session) return null;
    const lifeMs = Date.parse(this.#session.accessTokenExpiresAt) - Date.now();
    return lifeMs > RENEW_BEFORE_MS && !this.#isRefused ? this.#session.accessToken : this.renew();
  }

  /** The next token asked for is a new one. */
  expire(): void {
    this.#isRefused = true;
  }

  /** Renews now, for example because memberships changed. Signs out when the refresh token is refused. */
  renew(): Promise<string | null> {
    this.#refreshing ??= this.#renewOnce().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #renewOnce(): Promise<string | null> {
    if (!this.#session) return null;
    try {
      this.session = await this.#refresh(this.#session.refreshToken);
      this.#isRefused = false;
      return this.session.accessToken;
    } catch (error) {
      if (error instanceof WealthgraphError && error.code.startsWith("REFRESH_TOKEN"))
        this.session = null;
      throw error;
    }
  }
}
