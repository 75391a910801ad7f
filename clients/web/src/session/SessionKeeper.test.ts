import { describe, expect, it } from "@jest/globals";
import { type Session, SessionKeeper } from "./SessionKeeper.js";

const REFUSED = new Error("REFRESH_TOKEN_INVALID");

function session(name: string, lifeMs: number): Session {
  const expiresAt = new Date(Date.now() + lifeMs).toISOString();
  return {
    accessToken: `access-${name}`,
    accessTokenExpiresAt: expiresAt,
    refreshToken: `refresh-${name}`,
    refreshTokenExpiresAt: expiresAt,
  };
}

/** One browser's storage; every keeper is a tab, and the lock is the browser's. */
function browser(stored: Session | null, refresh: (token: string) => Promise<Session>) {
  const state = { stored, asked: [] as string[] };
  let last: Promise<unknown> = Promise.resolve();
  const tab = (): SessionKeeper =>
    new SessionKeeper({
      store: {
        read: () => state.stored,
        write: (next) => {
          state.stored = next;
        },
      },
      exclusively: (work) => {
        const turn = last.then(work, work);
        last = turn.catch(() => undefined);
        return turn;
      },
      refresh: (token) => {
        state.asked.push(token);
        return refresh(token);
      },
      isRefused: (error) => error === REFUSED,
    });
  return { state, tab };
}

describe("SessionKeeper", () => {
  it("gives a fresh token without asking anybody", async () => {
    const { state, tab } = browser(session("old", 600_000), () => Promise.reject(REFUSED));
    expect(await tab().accessToken()).toBe("access-old");
    expect(state.asked).toEqual([]);
  });

  it("knows whose session it is by the access token's subject", () => {
    const payload = Buffer.from(JSON.stringify({ sub: "user ä/?" }), "latin1").toString(
      "base64url",
    );
    const signedIn = { ...session("a", 600_000), accessToken: `e30.${payload}.x` };
    const of = (stored: typeof signedIn | null): string | null =>
      new SessionKeeper({
        store: { read: () => stored, write: () => undefined },
        exclusively: (work) => work(),
        refresh: () => Promise.reject(new Error("not asked")),
        isRefused: () => false,
      }).userId;
    expect([of(signedIn), of(session("a", 600_000)), of(null)]).toEqual(["user ä/?", null, null]);
  });

  it("refreshes once for many requests of two tabs", async () => {
    const { state, tab } = browser(session("old", 1_000), () =>
      Promise.resolve(session("new", 600_000)),
    );
    const [one, two] = [tab(), tab()];
    const tokens = await Promise.all([one.accessToken(), one.accessToken(), two.accessToken()]);
    expect(tokens).toEqual(["access-new", "access-new", "access-new"]);
    expect(state.asked).toEqual(["refresh-old"]);
  });

  it("signs out when the refresh token is refused", async () => {
    const { state, tab } = browser(session("old", 1_000), () => Promise.reject(REFUSED));
    expect(await tab().accessToken()).toBeNull();
    expect(state.stored).toBeNull();
  });

  it("keeps the session when the endpoint does not answer", async () => {
    const { state, tab } = browser(session("old", 1_000), () => Promise.reject(new Error("away")));
    await expect(tab().accessToken()).rejects.toThrow("away");
    expect(state.stored?.accessToken).toBe("access-old");
  });
});
