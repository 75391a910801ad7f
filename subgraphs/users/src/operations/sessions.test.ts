import { beforeEach, describe, expect, it } from "@jest/globals";
import { forgetExpired } from "./forgetExpired.js";
import { issueServiceToken } from "./issueServiceToken.js";
import { refreshSession } from "./refreshSession.js";
import { signIn } from "./signIn.js";
import { publishedKeySet, rotateSigningKeys } from "./signingKeys.js";
import { signOut } from "./signOut.js";
import { signUp } from "./signUp.js";
import { type TestWorld, testWorld } from "./testWorld.js";

const ADA = {
  email: "Ada@Example.com",
  password: "correct horse battery",
  displayName: "Ada",
  householdName: "Lovelace",
};
const HOME = "192.0.2.1";
const code = (wanted: string) => expect.objectContaining({ code: wanted });
let world: TestWorld;
beforeEach(() => {
  world = testWorld();
});

describe("signUp", () => {
  it("makes a user and a household they own, and puts it in the access token", async () => {
    const session = await signUp(world, ADA, HOME);
    const [household] = world.store.rows.households.values();
    expect(session.user.email).toBe("ada@example.com");
    expect(household?.name).toBe("Lovelace");
    expect(world.signed.at(-1)).toMatchObject({
      subject: session.user.id,
      scope: "read write",
      households: { [household?.id ?? ""]: "OWNER" },
    });
    expect(world.store.rows.events.map((event) => event.type)).toEqual([
      "household.created",
      "membership.changed",
    ]);
  });

  it("refuses an address that has an account, whatever its spelling, and writes nothing", async () => {
    await signUp(world, ADA, HOME);
    await expect(signUp(world, { ...ADA, email: "ADA@example.com " }, HOME)).rejects.toThrow(
      code("EMAIL_TAKEN"),
    );
    expect(world.store.rows.users.size).toBe(1);
    expect(world.store.rows.households.size).toBe(1);
  });

  it.each([
    [{ email: "ada" }, "BAD_INPUT"],
    [{ password: "short" }, "WEAK_PASSWORD"],
    [{ displayName: " " }, "BAD_INPUT"],
    [{ householdName: "" }, "BAD_INPUT"],
  ])("refuses %j with %s", async (change, wanted) => {
    await expect(signUp(world, { ...ADA, ...change }, HOME)).rejects.toThrow(code(wanted));
    expect(world.store.rows.users.size).toBe(0);
  });

  it("takes 6 sign-ups of one address in 15 minutes", async () => {
    for (let i = 0; i < 6; i++) await signUp(world, { ...ADA, email: `a${i}@example.com` }, HOME);
    const seventh = { ...ADA, email: "a7@example.com" };
    await expect(signUp(world, seventh, HOME)).rejects.toThrow(code("RATE_LIMITED"));
    await expect(signUp(world, seventh, "192.0.2.2")).resolves.toBeDefined();
  });
});

describe("signIn", () => {
  beforeEach(() => signUp(world, ADA, HOME));
  const fails = (change: object, address = HOME) =>
    signIn(world, { ...ADA, ...change }, address).then(
      () => null,
      (error: { code: string; message: string }) => ({ code: error.code, message: error.message }),
    );

  it("signs in with any spelling of the address", async () => {
    const session = await signIn(world, { ...ADA, email: " ADA@EXAMPLE.COM" }, HOME);
    expect(session.user.displayName).toBe("Ada");
  });

  it("answers an unknown account, no address at all and a wrong password alike, after the same work", async () => {
    const answers = [
      await fails({ password: "wrong horse battery" }),
      await fails({ email: "eve@example.com" }),
      await fails({ email: "not an address" }),
      await fails({ password: "x".repeat(100_000) }),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.code).toBe("SIGN_IN_FAILED");
    expect(world.verified).toEqual(["known", "unknown", "unknown", "unknown"]);
  });

  it("takes 5 attempts of one account in 15 minutes, also when the sixth is right", async () => {
    for (let i = 0; i < 5; i++) await fails({ password: "wrong" }, `192.0.2.${i}`);
    expect((await fails({}, "192.0.2.9"))?.code).toBe("RATE_LIMITED");
    world.advance({ minutes: 15 });
    expect(await fails({}, "192.0.2.9")).toBeNull();
  });

  it("throttles an unknown account like a known one", async () => {
    const unknown = { email: "eve@example.com" };
    for (let i = 0; i < 5; i++) await fails(unknown, `192.0.2.${i}`);
    expect((await fails(unknown, "192.0.2.9"))?.code).toBe("RATE_LIMITED");
  });

  it("takes 8 attempts of one address over all accounts", async () => {
    for (let i = 0; i < 8; i++) await fails({ email: `eve${i}@example.com` });
    expect((await fails({}))?.code).toBe("RATE_LIMITED");
  });

  it("counts attempts that arrive at once", async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => fails({ password: "wrong" }, `192.0.2.${i}`)),
    );
    expect(all.filter((answer) => answer?.code === "SIGN_IN_FAILED")).toHaveLength(5);
  });

  it("gives the attempts back after a sign-in that succeeds", async () => {
    for (let i = 0; i < 20; i++) expect(await fails({})).toBeNull();
  });
});

describe("refreshSession", () => {
  it("gives new tokens, the memberships of now, and 30 more days", async () => {
    const first = await signUp(world, ADA, HOME);
    world.advance({ days: 29 });
    const second = await refreshSession(world, first.refreshToken);
    world.advance({ days: 29 });
    const third = await refreshSession(world, second.refreshToken);
    expect(new Set([first, second, third].map((s) => s.refreshToken)).size).toBe(3);
    expect(third.user).toEqual(first.user);
  });

  it("ends every session of the family when a used token comes back, and keeps other families", async () => {
    const first = await signUp(world, ADA, HOME);
    const other = await signIn(world, ADA, HOME);
    const second = await refreshSession(world, first.refreshToken);
    const refresh = (token: string) => refreshSession(world, token);
    await expect(refresh(first.refreshToken)).rejects.toThrow(code("REFRESH_TOKEN_REUSED"));
    await expect(refresh(second.refreshToken)).rejects.toThrow(code("REFRESH_TOKEN_INVALID"));
    await expect(refresh(other.refreshToken)).resolves.toBeDefined();
  });

  it("lets one of two refreshes at once through and ends the family", async () => {
    const { refreshToken } = await signUp(world, ADA, HOME);
    const both = await Promise.allSettled([
      refreshSession(world, refreshToken),
      refreshSession(world, refreshToken),
    ]);
    expect(both.map((result) => result.status)).toEqual(["fulfilled", "rejected"]);
    expect([...world.store.rows.families.values()][0]?.endReason).toBe("REUSED");
  });

  it("refuses an unknown token, and one past its 30 days", async () => {
    const { refreshToken } = await signUp(world, ADA, HOME);
    world.advance({ days: 30 });
    for (const token of ["made up", "", refreshToken]) {
      await expect(refreshSession(world, token)).rejects.toThrow(code("REFRESH_TOKEN_INVALID"));
    }
  });
});

describe("signOut", () => {
  it("ends the session's family and no other", async () => {
    const first = await signUp(world, ADA, HOME);
    const other = await signIn(world, ADA, HOME);
    expect(await signOut(world, first.refreshToken)).toBe(true);
    await expect(refreshSession(world, first.refreshToken)).rejects.toThrow(
      code("REFRESH_TOKEN_INVALID"),
    );
    await expect(refreshSession(world, other.refreshToken)).resolves.toBeDefined();
  });

  it("says nothing about a token it does not know", async () => {
    expect(await signOut(world, "made up")).toBe(true);
  });
});

describe("forgetExpired", () => {
  it("forgets sessions whose last token has expired and counts that are over", async () => {
    await signUp(world, ADA, HOME);
    world.advance({ days: 20 });
    const living = await signIn(world, ADA, HOME);
    world.advance({ days: 11 });
    expect(await forgetExpired(world)).toEqual({ sessionsRemoved: 1, attemptsRemoved: 2 });
    await expect(refreshSession(world, living.refreshToken)).resolves.toBeDefined();
  });
});

describe("signing keys", () => {
  const kids = async () => (await publishedKeySet(world)).keys.map((key) => key.kid);

  it("publishes a forced successor first, signs with it an hour later, then drops the old key", async () => {
    const before = (await signUp(world, ADA, HOME)).accessToken.split(" ")[0];
    const { created } = await rotateSigningKeys(world, true);
    expect(await kids()).toEqual([before, created]);
    const signer = async () => (await signIn(world, ADA, HOME)).accessToken.split(" ")[0];
    expect(await signer()).toBe(before);
    world.advance({ minutes: 60 });
    expect(await signer()).toBe(created);
    expect(await kids()).toEqual([before, created]);
    world.advance({ minutes: 20 });
    expect(await rotateSigningKeys(world)).toEqual({ created: null, removed: [before] });
    expect(await kids()).toEqual([created]);
  });

  it("does nothing when nothing is due", async () => {
    await rotateSigningKeys(world);
    expect(await rotateSigningKeys(world)).toEqual({ created: null, removed: [] });
  });
});

describe("issueServiceToken", () => {
  it("lets a process read one household for 5 minutes", async () => {
    await signUp(world, ADA, HOME);
    const [householdId = ""] = world.store.rows.households.keys();
    const { expiresAt } = await issueServiceToken(world, { service: "planning", householdId });
    expect(expiresAt.getTime() - world.now().getTime()).toBe(300_000);
    expect(world.signed.at(-1)).toMatchObject({
      subject: "service:planning",
      scope: "read",
      households: { [householdId]: "SERVICE" },
    });
  });

  it("refuses a household that does not exist", async () => {
    const asked = { service: "planning", householdId: "none" };
    await expect(issueServiceToken(world, asked)).rejects.toThrow(code("NOT_FOUND"));
  });
});
