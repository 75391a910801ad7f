import { beforeEach, describe, expect, it } from "@jest/globals";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { date } from "@wealthgraph/kernel/calendarDate";
import { acceptInvitation } from "./acceptInvitation.js";
import { addPerson } from "./addPerson.js";
import { createHousehold } from "./createHousehold.js";
import { household } from "./household.js";
import { inviteMember } from "./inviteMember.js";
import { removeMembership } from "./removeMembership.js";
import { removePerson } from "./removePerson.js";
import { renameHousehold } from "./renameHousehold.js";
import { revokeInvitation } from "./revokeInvitation.js";
import { setMembershipRole } from "./setMembershipRole.js";
import { signUp } from "./signUp.js";
import { type TestWorld, testWorld, viewerOf } from "./testWorld.js";
import { updatePerson } from "./updatePerson.js";

const code = (wanted: string) => expect.objectContaining({ code: wanted });
const GRACE = {
  name: "Grace",
  birthDate: date("1966-12-09"),
  sex: "FEMALE",
  retirementState: "NY",
  retirementDate: null,
} as const;

let world: TestWorld;
let home: string; // Ada's household
let ada: () => Viewer;
let bob: () => Viewer;
let bobsMembership: () => string;

/** A user of the world, by first name. */
async function arrives(name: string): Promise<() => Viewer> {
  const email = `${name}@example.com`;
  const asked = {
    email,
    password: "correct horse battery",
    displayName: name,
    householdName: name,
  };
  const { user } = await signUp(world, asked, `address of ${name}`);
  return () => viewerOf(world, user.id);
}

const membershipOf = (who: () => Viewer, householdId = home) => {
  const all = [...world.store.rows.memberships.values()];
  return all.find((m) => m.userId === who().userId && m.householdId === householdId)?.id ?? "";
};

async function invites(who: () => Viewer, role: "OWNER" | "MEMBER" | "ADVISER" | "VIEWER") {
  const email = [...world.store.rows.users.values()].find((u) => u.id === who().userId)?.email;
  return inviteMember(world, ada(), { householdId: home, email: email ?? "", role });
}

beforeEach(async () => {
  world = testWorld();
  ada = await arrives("ada");
  bob = await arrives("bob");
  home = [...ada().households.keys()][0] ?? "";
  bobsMembership = () => membershipOf(bob);
});

describe("a household", () => {
  it("is read by its members and unknown to everybody else", async () => {
    expect((await household(world, ada(), home)).name).toBe("ada");
    await expect(household(world, bob(), home)).rejects.toThrow(code("NOT_FOUND"));
    await expect(household(world, ada(), "none")).rejects.toThrow(code("NOT_FOUND"));
  });

  it("is renamed once per version read: the second writer gets CONFLICT", async () => {
    const rename = (name: string) =>
      renameHousehold(world, ada(), { householdId: home, name, version: 1 });
    expect(await rename("Lovelace")).toMatchObject({ name: "Lovelace", version: 2 });
    await expect(rename("Byron")).rejects.toThrow(code("CONFLICT"));
    expect((await household(world, ada(), home)).name).toBe("Lovelace");
  });

  it("can be a user's second", async () => {
    const second = await createHousehold(world, ada(), { name: "Parents" });
    expect(ada().households.get(second.id)).toBe("OWNER");
    expect(world.store.rows.events.at(-1)).toEqual({
      type: "membership.changed",
      householdId: second.id,
      data: { userId: ada().userId, role: "OWNER" },
    });
  });

  it("is not a user's 51st", async () => {
    for (let i = 1; i < 50; i++) await createHousehold(world, ada(), { name: `h${i}` });
    await expect(createHousehold(world, ada(), { name: "h50" })).rejects.toThrow(code("BAD_INPUT"));
  });

  it("is not made with a token that may only read, nor by nobody", async () => {
    const reader = viewerOf(world, ada().userId ?? "", "read");
    await expect(createHousehold(world, reader, { name: "x" })).rejects.toThrow(code("FORBIDDEN"));
    const nobody = { ...reader, userId: null, kind: "anonymous" as const };
    await expect(createHousehold(world, nobody, { name: "x" })).rejects.toThrow(
      code("UNAUTHENTICATED"),
    );
  });
});

describe("a person", () => {
  const add = (viewer: Viewer) => addPerson(world, viewer, { ...GRACE, householdId: home });

  it("is added, changed fact by fact, and removed", async () => {
    const { id } = await add(ada());
    const changed = await updatePerson(world, ada(), {
      personId: id,
      version: 1,
      retirementDate: date("2031-01-01"),
      sex: null,
    });
    expect(changed).toEqual({
      ...GRACE,
      id,
      householdId: home,
      sex: null,
      retirementDate: "2031-01-01",
      version: 2,
    });
    expect(await removePerson(world, ada(), { personId: id, version: 2 })).toBe(true);
    expect(world.store.rows.people.size).toBe(0);
  });

  it("is neither changed nor removed by who read an older version", async () => {
    const { id } = await add(ada());
    await updatePerson(world, ada(), { personId: id, version: 1, name: "Grace H." });
    const late = { personId: id, version: 1 };
    await expect(updatePerson(world, ada(), { ...late, name: "G" })).rejects.toThrow(
      code("CONFLICT"),
    );
    await expect(removePerson(world, ada(), late)).rejects.toThrow(code("CONFLICT"));
  });

  it("is unknown to other households", async () => {
    const { id } = await add(ada());
    const asked = { personId: id, version: 1 };
    await expect(add(bob())).rejects.toThrow(code("NOT_FOUND"));
    await expect(updatePerson(world, bob(), asked)).rejects.toThrow(code("NOT_FOUND"));
    await expect(removePerson(world, bob(), asked)).rejects.toThrow(code("NOT_FOUND"));
  });

  it("is one of at most 50", async () => {
    for (let i = 0; i < 50; i++) await add(ada());
    await expect(add(ada())).rejects.toThrow(code("BAD_INPUT"));
  });

  it("keeps dates that fit together when one of them changes", async () => {
    const { id } = await add(ada());
    const before = { personId: id, version: 1, retirementDate: date("1960-01-01") };
    await expect(updatePerson(world, ada(), before)).rejects.toThrow(code("BAD_INPUT"));
  });
});

describe("an invitation", () => {
  it("makes the invited user a member, once", async () => {
    const { token } = await invites(bob, "ADVISER");
    const membership = await acceptInvitation(world, bob(), token);
    expect(membership).toMatchObject({ householdId: home, role: "ADVISER" });
    expect(bob().households.get(home)).toBe("ADVISER");
    await expect(acceptInvitation(world, bob(), token)).rejects.toThrow(code("INVITATION_INVALID"));
  });

  it("is stored without its token", async () => {
    const { token } = await invites(bob, "MEMBER");
    const [stored] = world.store.rows.invitations.values();
    expect(stored?.tokenHash).toBe(`hash of ${token}`);
    expect(JSON.stringify(stored?.invitation)).not.toContain(token);
  });

  it("is of no use to another user, and stays open for the right one", async () => {
    const eve = await arrives("eve");
    const { token } = await invites(bob, "MEMBER");
    await expect(acceptInvitation(world, eve(), token)).rejects.toThrow(code("INVITATION_INVALID"));
    await expect(acceptInvitation(world, bob(), token)).resolves.toBeDefined();
  });

  it.each([
    ["after 7 days", async () => world.advance({ days: 7 })],
    ["when withdrawn", (id: string) => revokeInvitation(world, ada(), id)],
    ["when a newer one was sent to the address", () => invites(bob, "VIEWER")],
  ])("ends %s", async (_, end) => {
    const { token, invitation } = await invites(bob, "MEMBER");
    await end(invitation.id);
    await expect(acceptInvitation(world, bob(), token)).rejects.toThrow(code("INVITATION_INVALID"));
  });

  it("is not accepted by a member, who would have two roles", async () => {
    const first = await invites(bob, "MEMBER");
    await acceptInvitation(world, bob(), first.token);
    await expect(invites(bob, "OWNER")).rejects.toThrow(code("BAD_INPUT"));
  });

  it("is withdrawn once", async () => {
    const { invitation } = await invites(bob, "MEMBER");
    await revokeInvitation(world, ada(), invitation.id);
    await expect(revokeInvitation(world, ada(), invitation.id)).rejects.toThrow(
      code("INVITATION_INVALID"),
    );
  });

  it("is unknown to other households", async () => {
    const { invitation } = await invites(bob, "MEMBER");
    const asked = { householdId: home, email: "x@example.com", role: "VIEWER" } as const;
    await expect(revokeInvitation(world, bob(), invitation.id)).rejects.toThrow(code("NOT_FOUND"));
    await expect(inviteMember(world, bob(), asked)).rejects.toThrow(code("NOT_FOUND"));
  });

  it("needs an address", async () => {
    const asked = { householdId: home, email: "bob", role: "VIEWER" } as const;
    await expect(inviteMember(world, ada(), asked)).rejects.toThrow(code("BAD_INPUT"));
  });

  it("is one of at most 50 members and open invitations", async () => {
    const invite = (i: number) =>
      inviteMember(world, ada(), { householdId: home, email: `p${i}@example.com`, role: "VIEWER" });
    for (let i = 1; i < 50; i++) await invite(i);
    await expect(invite(50)).rejects.toThrow(code("BAD_INPUT"));
  });
});

describe("roles", () => {
  const joins = async (role: "OWNER" | "MEMBER" | "ADVISER" | "VIEWER") =>
    acceptInvitation(world, bob(), (await invites(bob, role)).token);

  it.each(["MEMBER", "ADVISER", "VIEWER"] as const)("%s does not manage members", async (role) => {
    await joins(role);
    const { invitation } = await inviteMember(world, ada(), {
      householdId: home,
      email: "x@example.com",
      role: "VIEWER",
    });
    const adas = membershipOf(ada);
    const asked = { householdId: home, email: "y@example.com", role: "VIEWER" } as const;
    await expect(inviteMember(world, bob(), asked)).rejects.toThrow(code("FORBIDDEN"));
    await expect(revokeInvitation(world, bob(), invitation.id)).rejects.toThrow(code("FORBIDDEN"));
    const promote = { membershipId: bobsMembership(), role: "OWNER" } as const;
    await expect(setMembershipRole(world, bob(), promote)).rejects.toThrow(code("FORBIDDEN"));
    await expect(removeMembership(world, bob(), adas)).rejects.toThrow(code("FORBIDDEN"));
  });

  it.each(["ADVISER", "VIEWER"] as const)("%s reads and does not write", async (role) => {
    await joins(role);
    const { id } = await addPerson(world, ada(), { ...GRACE, householdId: home });
    expect((await household(world, bob(), home)).id).toBe(home);
    const writes = [
      () => renameHousehold(world, bob(), { householdId: home, name: "x", version: 1 }),
      () => addPerson(world, bob(), { ...GRACE, householdId: home }),
      () => updatePerson(world, bob(), { personId: id, version: 1, name: "x" }),
      () => removePerson(world, bob(), { personId: id, version: 1 }),
    ];
    for (const write of writes) await expect(write()).rejects.toThrow(code("FORBIDDEN"));
  });

  it("MEMBER writes", async () => {
    await joins("MEMBER");
    await expect(addPerson(world, bob(), { ...GRACE, householdId: home })).resolves.toBeDefined();
  });

  it("are changed by an owner, and other subgraphs hear of it", async () => {
    await joins("MEMBER");
    const asked = { membershipId: bobsMembership(), role: "VIEWER" } as const;
    expect((await setMembershipRole(world, ada(), asked)).role).toBe("VIEWER");
    expect(world.store.rows.events.at(-1)).toEqual({
      type: "membership.changed",
      householdId: home,
      data: { userId: bob().userId, role: "VIEWER" },
    });
  });

  it("leave the last owner in place", async () => {
    await joins("MEMBER");
    const own = membershipOf(ada);
    const demote = { membershipId: own, role: "MEMBER" } as const;
    await expect(setMembershipRole(world, ada(), demote)).rejects.toThrow(code("LAST_OWNER"));
    await expect(removeMembership(world, ada(), own)).rejects.toThrow(code("LAST_OWNER"));
    await setMembershipRole(world, ada(), { membershipId: bobsMembership(), role: "OWNER" });
    expect(await removeMembership(world, ada(), own)).toBe(true);
    expect(ada().households.has(home)).toBe(false);
  });

  it("let two owners leave at once, but not both", async () => {
    await joins("OWNER");
    const [a, b] = [ada(), bob()];
    const left = await Promise.allSettled([
      removeMembership(world, a, membershipOf(ada)),
      removeMembership(world, b, bobsMembership()),
    ]);
    expect(left.map((result) => result.status)).toEqual(["fulfilled", "rejected"]);
  });

  it("count as they are when the change is made, not when it was asked", async () => {
    await joins("OWNER");
    const { invitation } = await inviteMember(world, ada(), {
      householdId: home,
      email: "x@example.com",
      role: "VIEWER",
    });
    const asOwner = bob();
    await setMembershipRole(world, ada(), { membershipId: bobsMembership(), role: "VIEWER" });
    const adas = membershipOf(ada);
    const asked = { householdId: home, email: "y@example.com", role: "OWNER" } as const;
    const late = [
      () => setMembershipRole(world, asOwner, { membershipId: bobsMembership(), role: "OWNER" }),
      () => removeMembership(world, asOwner, adas),
      () => inviteMember(world, asOwner, asked),
      () => revokeInvitation(world, asOwner, invitation.id),
    ];
    for (const act of late) await expect(act()).rejects.toThrow(code("FORBIDDEN"));
  });

  it("let everybody leave by themselves", async () => {
    await joins("VIEWER");
    expect(await removeMembership(world, bob(), bobsMembership())).toBe(true);
    expect(world.store.rows.events.at(-1)).toMatchObject({ data: { role: null } });
  });

  it("are unknown to other households", async () => {
    const adas = membershipOf(ada);
    const asked = { membershipId: adas, role: "VIEWER" } as const;
    await expect(setMembershipRole(world, bob(), asked)).rejects.toThrow(code("NOT_FOUND"));
    await expect(removeMembership(world, bob(), adas)).rejects.toThrow(code("NOT_FOUND"));
  });
});
