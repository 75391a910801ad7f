import { beforeEach, describe, expect, it } from "@jest/globals";
import { changePassword } from "./changePassword.js";
import { hasDemo, startDemoSession } from "./demoSession.js";
import { forgetExpired } from "./forgetExpired.js";
import { issueServiceToken } from "./issueServiceToken.js";
import { endOtherSessions, endSession, openSessions } from "./openSessions.js";
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
    world.advance({ minutes: 1 });
    const refresh = (token: string) => refreshSession(world, token);
    await expect(refresh(first.refreshToken)).rejects.toThrow(code("REFRESH_TOKEN_REUSED"));
    await expect(refresh(second.refreshToken)).rejects.toThrow(code("REFRESH_TOKEN_INVALID"));
    await expect(refresh(other.refreshToken)).resolves.toBeDefined();
  });

  it("gives two refreshes at once the same successor, which works", async () => {
    const { refreshToken } = await signUp(world, ADA, HOME);
    const both = await Promise.allSettled([
      refreshSession(world, refreshToken),
      refreshSession(world, refreshToken),
    ]);
    const given = both.map((result) => (result.status === "fulfilled" ? result.value : null));
    expect(given[0]?.refreshToken).toBe(given[1]?.refreshToken);
    await expect(refreshSession(world, given[0]?.refreshToken ?? "")).resolves.toBeDefined();
  });

  it("ends the family when a token comes back at once, but its successor was used already", async () => {
    const { refreshToken } = await signUp(world, ADA, HOME);
    const second = await refreshSession(world, refreshToken);
    await refreshSession(world, second.refreshToken);
    await expect(refreshSession(world, refreshToken)).rejects.toThrow(code("REFRESH_TOKEN_REUSED"));
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

describe("openSessions", () => {
  it("lists what can still be renewed, the one renewed last first, with its device", async () => {
    const first = await signUp(world, { ...ADA, device: "Firefox" }, HOME);
    world.advance({ minutes: 1 });
    await signIn(world, { ...ADA, device: ` ${"x".repeat(200)}` }, HOME);
    world.advance({ minutes: 1 });
    await refreshSession(world, first.refreshToken);
    const open = await openSessions(world, first.user.id);
    expect(open.map(({ device }) => device)).toEqual(["Firefox", "x".repeat(100)]);
    expect(open[0]?.renewedAt.getTime()).toBe(world.now().getTime());
    world.advance({ days: 31 });
    expect(await openSessions(world, first.user.id)).toEqual([]);
  });

  it("ends one of the user's own, and nobody else's", async () => {
    const mine = await signUp(world, ADA, HOME);
    const eve = await signUp(world, { ...ADA, email: "eve@example.com" }, HOME);
    const [open] = await openSessions(world, mine.user.id);
    const id = open?.id ?? "";
    await expect(endSession(world, eve.user.id, id)).rejects.toThrow(code("NOT_FOUND"));
    expect(await endSession(world, mine.user.id, id)).toBe(true);
    await expect(endSession(world, mine.user.id, id)).rejects.toThrow(code("NOT_FOUND"));
    await expect(refreshSession(world, mine.refreshToken)).rejects.toThrow(
      code("REFRESH_TOKEN_INVALID"),
    );
  });

  it("ends all others of the user and keeps the asking one", async () => {
    const kept = await signUp(world, ADA, HOME);
    await signIn(world, ADA, HOME);
    const eve = await signUp(world, { ...ADA, email: "eve@example.com" }, HOME);
    expect(await endOtherSessions(world, kept.user.id, kept.refreshToken)).toBe(1);
    expect(await openSessions(world, kept.user.id)).toHaveLength(1);
    expect(await openSessions(world, eve.user.id)).toHaveLength(1);
    await expect(endOtherSessions(world, kept.user.id, eve.refreshToken)).rejects.toThrow(
      code("REFRESH_TOKEN_INVALID"),
    );
  });
});

describe("changePassword", () => {
  const change = { currentPassword: ADA.password, newPassword: "purple monkey dishwasher" };

  it("lets the new password in and the old one not, and ends the other sessions", async () => {
    const { user, refreshToken } = await signUp(world, ADA, HOME);
    const other = await signIn(world, ADA, HOME);
    expect(await changePassword(world, user.id, { ...change, refreshToken })).toBe(1);
    await expect(refreshSession(world, refreshToken)).resolves.toBeDefined();
    await expect(refreshSession(world, other.refreshToken)).rejects.toThrow(
      code("REFRESH_TOKEN_INVALID"),
    );
    await expect(signIn(world, ADA, HOME)).rejects.toThrow(code("SIGN_IN_FAILED"));
    const changed = { ...ADA, password: change.newPassword };
    await expect(signIn(world, changed, HOME)).resolves.toBeDefined();
  });

  it.each([
    [{ currentPassword: "wrong horse battery" }, "PASSWORD_WRONG"],
    [{ currentPassword: "x".repeat(100_000) }, "PASSWORD_WRONG"],
    [{ newPassword: "short" }, "WEAK_PASSWORD"],
    [{ refreshToken: "made up" }, "REFRESH_TOKEN_INVALID"],
  ])("refuses %j with %s, and the old password stays", async (wrong, wanted) => {
    const { user, refreshToken } = await signUp(world, ADA, HOME);
    const asked = { ...change, refreshToken, ...wrong };
    await expect(changePassword(world, user.id, asked)).rejects.toThrow(code(wanted));
    await expect(signIn(world, ADA, HOME)).resolves.toBeDefined();
  });

  it("takes 5 wrong passwords in 15 minutes", async () => {
    const { user, refreshToken } = await signUp(world, ADA, HOME);
    const asked = { ...change, refreshToken, currentPassword: "wrong horse battery" };
    for (let i = 0; i < 5; i++)
      await expect(changePassword(world, user.id, asked)).rejects.toThrow(code("PASSWORD_WRONG"));
    await expect(changePassword(world, user.id, asked)).rejects.toThrow(code("RATE_LIMITED"));
  });
});

describe("startDemoSession", () => {
  const visitor = { device: null, address: HOME };

  it("lets anybody into the one account the installation names, without its password", async () => {
    const demo = await signUp(world, ADA, HOME);
    const open = { ...world, demoEmail: "ada@example.com" };
    expect(await hasDemo(open)).toBe(true);
    expect((await startDemoSession(open, visitor)).user).toEqual(demo.user);
  });

  it.each([
    ["names none", null],
    ["names one that does not exist yet", "demo@example.com"],
    ["names no address", "demo"],
  ])("is NOT_FOUND where the installation %s", async (_, demoEmail) => {
    await signUp(world, ADA, HOME);
    expect(await hasDemo({ ...world, demoEmail })).toBe(false);
    await expect(startDemoSession({ ...world, demoEmail }, visitor)).rejects.toThrow(
      code("NOT_FOUND"),
    );
  });

  it("takes 8 visits of one address in 15 minutes", async () => {
    await signUp(world, ADA, HOME);
    const open = { ...world, demoEmail: "ada@example.com" };
    for (let i = 0; i < 8; i++) await startDemoSession(open, visitor);
    await expect(startDemoSession(open, visitor)).rejects.toThrow(code("RATE_LIMITED"));
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
