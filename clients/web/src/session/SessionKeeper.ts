/** What signing in gives; kept in this browser until signing out. */
export interface Session {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: string;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: string;
}

export interface SessionStore {
  read(): Session | null;
  write(session: Session | null): void;
}

/** Runs `work` while no other tab does. */
export type Exclusively = <Result>(work: () => Promise<Result>) => Promise<Result>;

const RENEW_BEFORE_MS = 30_000;

/**
 * Holds the session and renews it silently.
 *
 * However many requests and tabs find the token expired at once, one refresh is made: using a
 * refresh token twice signs every session of its family out. So the store is read again inside
 * the lock, and what another tab renewed a moment ago is taken as it is.
 */
export class SessionKeeper {
  readonly #store: SessionStore;
  readonly #exclusively: Exclusively;
  readonly #refresh: (refreshToken: string) => Promise<Session>;
  readonly #isRefused: (error: unknown) => boolean;
  readonly #listeners = new Set<() => void>();
  #renewing: Promise<string | null> | null = null;

  constructor(options: {
    readonly store: SessionStore;
    readonly exclusively: Exclusively;
    readonly refresh: (refreshToken: string) => Promise<Session>;
    /** Whether the endpoint refused the refresh token for good. */
    readonly isRefused: (error: unknown) => boolean;
  }) {
    this.#store = options.store;
    this.#exclusively = options.exclusively;
    this.#refresh = options.refresh;
    this.#isRefused = options.isRefused;
  }

  get isSignedIn(): boolean {
    return this.#store.read() !== null;
  }

  /** Whose session it is, as its access token says; null when nobody is signed in. */
  get userId(): string | null {
    return subjectOf(this.#store.read()?.accessToken ?? "");
  }

  get refreshToken(): string | null {
    return this.#store.read()?.refreshToken ?? null;
  }

  set(session: Session | null): void {
    this.#store.write(session);
    this.changed();
  }

  /** Told by this tab and, through the store's event, by others. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @returns a token good for at least half a minute; null when nobody is signed in */
  async accessToken(): Promise<string | null> {
    const session = this.#store.read();
    if (!session) return null;
    return isFresh(session) ? session.accessToken : this.renew(session.accessToken);
  }

  /** @param refused the token that was not taken; a newer one in the store is used instead of a refresh */
  renew(refused: string | null = null): Promise<string | null> {
    this.#renewing ??= this.#exclusively(() => this.#renewOnce(refused)).finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renewOnce(refused: string | null): Promise<string | null> {
    const session = this.#store.read();
    if (!session) return null;
    if (refused !== null && session.accessToken !== refused && isFresh(session))
      return session.accessToken;
    try {
      const renewed = await this.#refresh(session.refreshToken);
      this.set(renewed);
      return renewed.accessToken;
    } catch (error) {
      if (!this.#isRefused(error)) throw error;
      this.set(null);
      return null;
    }
  }
}

/** The subject of a JWT (RFC 7519); its signature is the endpoint's concern. */
function subjectOf(token: string): string | null {
  try {
    const payload = token.split(".")[1] ?? "";
    const claims = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as {
      readonly sub?: string;
    };
    return claims.sub ?? null;
  } catch {
    return null;
  }
}

function isFresh(session: Session): boolean {
  return Date.parse(session.accessTokenExpiresAt) - Date.now() > RENEW_BEFORE_MS;
}
