import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type FieldDefinitionNode, Kind, parse } from "graphql";
import { AccessTokenVerifier } from "@wealthgraph/chassis/accessToken";
import {
  openTestSubgraph,
  type TestAnswer,
  type TestSubgraph,
} from "@wealthgraph/chassis/testSubgraph";
import { ANONYMOUS, type Viewer } from "@wealthgraph/chassis/viewer";
import { ownKeys } from "../crypto/ownKeys.js";
import { publishedKeySet } from "../operations/signingKeys.js";
import { subgraph } from "../subgraph.js";
import { type Arrival, arrive, openUsers, PASSWORD, type UsersUnderTest } from "../testUsers.js";

let users: UsersUnderTest;
let graph: TestSubgraph;
let ada: Arrival;
let bob: Arrival;

beforeAll(async () => {
  users = await openUsers();
  graph = await openTestSubgraph(subgraph, users.world);
  ada = await arrive(users.world, "ada");
  bob = await arrive(users.world, "bob");
});
afterAll(() => users.db.close());

const codes = (answer: TestAnswer) => answer.errors.map((error) => error.extensions["code"]);
const ask = (viewer: Viewer, document: string, variables: Record<string, unknown> = {}) =>
  graph.ask(viewer, document, variables);

/** The answer's data; fails the test when there is an error. */
async function data(viewer: Viewer, document: string, variables: Record<string, unknown> = {}) {
  const answer = await ask(viewer, document, variables);
  expect(answer.errors).toEqual([]);
  return answer.data;
}

function rootFields(): FieldDefinitionNode[] {
  return parse(graph.sdl).definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    ["Query", "Mutation"].includes(definition.name.value)
      ? (definition.fields ?? [])
      : [],
  );
}

const SIGN_UP = `mutation ($input: SignUpInput!) { signUp(input: $input) {
  accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt
  user { email displayName households { id name viewerRole people { name } memberships { role user { email } } } } } }`;
const SIGN_IN = `mutation ($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) { accessToken refreshToken user { id } } }`;
const REFRESH = `mutation ($token: String!) { refreshSession(refreshToken: $token) { refreshToken accessToken } }`;
const SIGN_OUT = `mutation ($token: String!) { signOut(refreshToken: $token) }`;
const ADD_PERSON = `mutation ($householdId: ID!, $name: String!) {
  addPerson(input: { householdId: $householdId, name: $name, birthDate: "1970-05-06", sex: FEMALE,
    retirementState: "WA", retirementDate: "2035-01-01" }) {
    id name birthDate sex retirementState retirementDate version household { id people { name } } } }`;
const INVITE = `mutation ($householdId: ID!, $email: String!, $role: MembershipRole!) {
  inviteMember(input: { householdId: $householdId, email: $email, role: $role }) {
    token invitation { id email role status expiresAt invitedBy { email } } } }`;
const ACCEPT = `mutation ($token: String!) { acceptInvitation(token: $token) {
  id role household { name viewerRole } user { displayName } } }`;

describe("identity", () => {
  it("signs up and shows the new household in the same answer", async () => {
    const input = {
      email: "Cleo@Example.com",
      password: PASSWORD,
      displayName: "Cleo",
      householdName: "Home",
    };
    const { signUp } = await data(ANONYMOUS, SIGN_UP, { input });
    expect(signUp.user).toMatchObject({
      email: "cleo@example.com",
      displayName: "Cleo",
      households: [
        {
          name: "Home",
          viewerRole: "OWNER",
          people: [],
          memberships: [{ role: "OWNER", user: { email: "cleo@example.com" } }],
        },
      ],
    });
    const days = (Date.parse(signUp.refreshTokenExpiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(30, 2);
  });

  it("gives an access token that the published keys verify, with the household in it", async () => {
    const verifier = new AccessTokenVerifier(ownKeys(() => publishedKeySet(users.world)));
    const viewer = await verifier.viewerOf(`Bearer ${ada.session.accessToken}`);
    expect(viewer).toMatchObject({ kind: "user", userId: ada.userId });
    expect([...viewer.households]).toEqual([[ada.householdId, "OWNER"]]);
    expect([...viewer.scopes]).toEqual(["read", "write"]);
  });

  it.each([
    [{ email: "no address" }, "BAD_INPUT"],
    [{ password: "password1234" }, "WEAK_PASSWORD"],
    [{ email: "ADA@example.com" }, "EMAIL_TAKEN"],
  ])("refuses to sign up %j with %s", async (change, wanted) => {
    const input = {
      email: "new@example.com",
      password: PASSWORD,
      displayName: "N",
      householdName: "H",
    };
    expect(codes(await ask(ANONYMOUS, SIGN_UP, { input: { ...input, ...change } }))).toEqual([
      wanted,
    ]);
  });

  it("answers a wrong password and an unknown account with the same words", async () => {
    const wrong = await ask(ANONYMOUS, SIGN_IN, { email: ada.email, password: "wrong" });
    const unknown = await ask(ANONYMOUS, SIGN_IN, { email: "x@example.com", password: "wrong" });
    expect(codes(wrong)).toEqual(["SIGN_IN_FAILED"]);
    expect(wrong.errors).toEqual(unknown.errors);
  });

  it("counts aliased sign-ins one by one", async () => {
    const field = `signIn(input: { email: "alias@example.com", password: "x" }) { accessToken }`;
    const fields = Array.from({ length: 7 }, (_, i) => `a${i}: ${field}`).join(" ");
    const all = [];
    for (const one of fields.split(/(?=a\d:)/))
      all.push(...codes(await ask(ANONYMOUS, `mutation { ${one} }`)));
    expect(all).toEqual([
      ...Array.from({ length: 5 }, () => "SIGN_IN_FAILED"),
      "RATE_LIMITED",
      "RATE_LIMITED",
    ]);
    const [first] = codes(await ask(ANONYMOUS, `mutation { ${fields} }`));
    expect(first).toBe("RATE_LIMITED");
  });

  it("rotates refresh tokens, and signs out everybody when one is used again", async () => {
    const session = (await data(ANONYMOUS, SIGN_IN, { email: ada.email, password: PASSWORD }))
      .signIn;
    const { refreshSession } = await data(ANONYMOUS, REFRESH, { token: session.refreshToken });
    expect(refreshSession.refreshToken).not.toBe(session.refreshToken);
    const again = await data(ANONYMOUS, REFRESH, { token: session.refreshToken });
    expect(again.refreshSession.refreshToken).toBe(refreshSession.refreshToken);
    users.advance({ minutes: 1 });
    const reused = await ask(ANONYMOUS, REFRESH, { token: session.refreshToken });
    expect(codes(reused)).toEqual(["REFRESH_TOKEN_REUSED"]);
    const successor = await ask(ANONYMOUS, REFRESH, { token: refreshSession.refreshToken });
    expect(codes(successor)).toEqual(["REFRESH_TOKEN_INVALID"]);
  });

  it("signs out", async () => {
    const session = (await data(ANONYMOUS, SIGN_IN, { email: bob.email, password: PASSWORD }))
      .signIn;
    const token = session.refreshToken;
    expect(await data(await bob.viewer(), SIGN_OUT, { token })).toEqual({ signOut: true });
    expect(codes(await ask(ANONYMOUS, REFRESH, { token }))).toEqual(["REFRESH_TOKEN_INVALID"]);
  });
});

describe("a household in the graph", () => {
  it("shows a person added in the same answer, and renames once per version", async () => {
    const dora = await arrive(users.world, "dora");
    const viewer = await dora.viewer();
    const { householdId } = dora;
    const { addPerson } = await data(viewer, ADD_PERSON, { householdId, name: "Dora" });
    expect(addPerson).toEqual({
      id: addPerson.id,
      name: "Dora",
      birthDate: "1970-05-06",
      sex: "FEMALE",
      retirementState: "WA",
      retirementDate: "2035-01-01",
      version: 1,
      household: { id: householdId, people: [{ name: "Dora" }] },
    });
    const rename = `mutation ($id: ID!) { renameHousehold(input: { householdId: $id, name: "N", version: 1 }) { name version } }`;
    expect((await data(viewer, rename, { id: householdId })).renameHousehold.version).toBe(2);
    expect(codes(await ask(viewer, rename, { id: householdId }))).toEqual(["CONFLICT"]);
    const update = `mutation ($id: ID!, $version: Int!) {
      updatePerson(input: { personId: $id, version: $version, sex: null, name: "D." }) { name sex birthDate version } }`;
    const changed = await data(viewer, update, { id: addPerson.id, version: 1 });
    expect(changed.updatePerson).toEqual({
      name: "D.",
      sex: null,
      birthDate: "1970-05-06",
      version: 2,
    });
    expect(codes(await ask(viewer, update, { id: addPerson.id, version: 1 }))).toEqual([
      "CONFLICT",
    ]);
    const remove = `mutation ($id: ID!, $version: Int!) { removePerson(input: { personId: $id, version: $version }) }`;
    expect(codes(await ask(viewer, remove, { id: addPerson.id, version: 1 }))).toEqual([
      "CONFLICT",
    ]);
    expect(await data(viewer, remove, { id: addPerson.id, version: 2 })).toEqual({
      removePerson: true,
    });
  });

  it.each([
    [`birthDate: "2199-01-01"`, "BAD_INPUT"],
    [`retirementState: "ZZ"`, "BAD_INPUT"],
    [`birthDate: "2000-01-01", retirementDate: "1999-01-01"`, "BAD_INPUT"],
  ])("refuses a person with %s", async (fields, wanted) => {
    const document = `mutation ($id: ID!) { addPerson(input: { householdId: $id, name: "P", ${fields} }) { id } }`;
    expect(codes(await ask(await ada.viewer(), document, { id: ada.householdId }))).toEqual([
      wanted,
    ]);
  });

  it("can be created beside the first, and is visible in the same answer though the token is older", async () => {
    const finn = await arrive(users.world, "finn");
    const document = `mutation { createHousehold(input: { name: "Second" }) { name viewerRole memberships { role } } }`;
    const viewer = await finn.viewer();
    expect((await data(viewer, document)).createHousehold).toEqual({
      name: "Second",
      viewerRole: "OWNER",
      memberships: [{ role: "OWNER" }],
    });
    const { viewer: me } = await data(viewer, "{ viewer { households { name } } }");
    expect(me.households).toEqual([{ name: "finn's" }, { name: "Second" }]);
  });

  it("is shared by invitation: accept, change the role, leave", async () => {
    const [gina, hugo] = [await arrive(users.world, "gina"), await arrive(users.world, "hugo")];
    const owner = await gina.viewer();
    const asked = { householdId: gina.householdId, email: hugo.email, role: "MEMBER" };
    const { inviteMember } = await data(owner, INVITE, asked);
    expect(inviteMember.invitation).toMatchObject({
      email: hugo.email,
      role: "MEMBER",
      status: "PENDING",
      invitedBy: { email: gina.email },
    });
    const guest = await hugo.viewer();
    const { acceptInvitation } = await data(guest, ACCEPT, { token: inviteMember.token });
    expect(acceptInvitation).toEqual({
      id: acceptInvitation.id,
      role: "MEMBER",
      household: { name: "gina's", viewerRole: "MEMBER" },
      user: { displayName: "hugo" },
    });
    expect(codes(await ask(guest, ACCEPT, { token: inviteMember.token }))).toEqual([
      "INVITATION_INVALID",
    ]);
    const setRole = `mutation ($id: ID!, $role: MembershipRole!) { setMembershipRole(input: { membershipId: $id, role: $role }) { role } }`;
    const demote = { id: acceptInvitation.id, role: "VIEWER" };
    expect(codes(await ask(guest, setRole, demote))).toEqual(["FORBIDDEN"]);
    expect((await data(owner, setRole, demote)).setMembershipRole).toEqual({ role: "VIEWER" });
    const { householdId } = gina;
    // the token still says MEMBER
    expect(codes(await ask(await hugo.viewer(), ADD_PERSON, { householdId, name: "x" }))).toEqual([
      "FORBIDDEN",
    ]);
    const remove = `mutation ($id: ID!) { removeMembership(membershipId: $id) }`;
    expect(await data(guest, remove, { id: acceptInvitation.id })).toEqual({
      removeMembership: true,
    });
    const stale: Viewer = { ...guest, households: new Map([[householdId, "MEMBER"]]) };
    const read = `query ($id: ID!) { household(id: $id) { name } }`;
    expect(codes(await ask(stale, read, { id: householdId }))).toEqual(["NOT_FOUND"]);
  });

  it("keeps its last owner", async () => {
    const viewer = await ada.viewer();
    const query = `query ($id: ID!) { household(id: $id) { memberships { id } } }`;
    const id = (await data(viewer, query, { id: ada.householdId })).household.memberships[0].id;
    const remove = `mutation ($id: ID!) { removeMembership(membershipId: $id) }`;
    const demote = `mutation ($id: ID!) { setMembershipRole(input: { membershipId: $id, role: MEMBER }) { role } }`;
    expect(codes(await ask(viewer, remove, { id }))).toEqual(["LAST_OWNER"]);
    expect(codes(await ask(viewer, demote, { id }))).toEqual(["LAST_OWNER"]);
  });

  it("withdraws an invitation, once, and lists open ones only", async () => {
    const viewer = await ada.viewer();
    const asked = { householdId: ada.householdId, email: "later@example.com", role: "ADVISER" };
    const { inviteMember } = await data(viewer, INVITE, asked);
    const list = `query ($id: ID!) { household(id: $id) { invitations { id } } }`;
    const open = async () =>
      (await data(viewer, list, { id: ada.householdId })).household.invitations;
    const { id } = inviteMember.invitation;
    expect(await open()).toEqual([{ id }]);
    const revoke = `mutation ($id: ID!) { revokeInvitation(invitationId: $id) { status } }`;
    expect((await data(viewer, revoke, { id })).revokeInvitation).toEqual({ status: "REVOKED" });
    expect(codes(await ask(viewer, revoke, { id }))).toEqual(["INVITATION_INVALID"]);
    expect(await open()).toEqual([]);
  });

  it("takes the same number of SQL statements for one and for twelve rows of a list", async () => {
    const LISTS = [
      "people { name household { name } }",
      "memberships { role user { email households { name } } household { name } }",
      "invitations { email invitedBy { email } }",
    ];
    const iris = await arrive(users.world, "iris");
    const { householdId } = iris;
    const grow = async (i: number) => {
      const viewer = await iris.viewer();
      await data(viewer, ADD_PERSON, { householdId, name: `p${i}` });
      const guest = await arrive(users.world, `iris${i}`);
      const invite = (email: string) =>
        data(viewer, INVITE, { householdId, email, role: "VIEWER" });
      const { inviteMember } = await invite(guest.email);
      await data(await guest.viewer(), ACCEPT, { token: inviteMember.token });
      await invite(`open${i}@example.com`);
    };
    const counts = async () => {
      const found: number[] = [];
      for (const list of LISTS) {
        const viewer = await iris.viewer();
        users.db.statements.length = 0;
        const { household } = await data(
          viewer,
          `query ($id: ID!) { household(id: $id) { ${list} } }`,
          { id: householdId },
        );
        expect(Object.values(household as object)[0].length).toBeGreaterThan(0);
        found.push(users.db.statements.length);
      }
      return found;
    };
    await grow(0);
    const one = await counts();
    for (let i = 1; i < 12; i++) await grow(i);
    expect(await counts()).toEqual(one);
  });
});

describe("security of an account", () => {
  const SESSIONS = "{ openSessions { id device startedAt renewedAt expiresAt } }";
  const CHANGE = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }`;

  it("shows the viewer's sessions by device, ends one, and all others", async () => {
    const sam = await arrive(users.world, "sam");
    const viewer = await sam.viewer();
    const signIn = `mutation { signIn(input: { email: "${sam.email}", password: "${PASSWORD}", device: "Firefox on Linux" }) { refreshToken } }`;
    for (let i = 0; i < 3; i++) await data(ANONYMOUS, signIn);
    const { openSessions } = await data(viewer, SESSIONS);
    expect(openSessions).toHaveLength(4);
    expect(openSessions[0].device).toBe("Firefox on Linux");
    const [{ id }] = openSessions;
    await data(viewer, `mutation { endSession(sessionId: "${id}") }`);
    const { refreshToken } = sam.session;
    const others = `mutation { endOtherSessions(refreshToken: "${refreshToken}") }`;
    expect(await data(viewer, others)).toEqual({ endOtherSessions: 2 });
    expect((await data(viewer, SESSIONS)).openSessions).toHaveLength(1);
  });

  it("changes a password for who knows the present one", async () => {
    const tess = await arrive(users.world, "tess");
    const newPassword = "purple monkey dishwasher";
    const input = {
      currentPassword: PASSWORD,
      newPassword,
      refreshToken: tess.session.refreshToken,
    };
    const wrong = { input: { ...input, currentPassword: "wrong horse battery" } };
    expect(codes(await ask(await tess.viewer(), CHANGE, wrong))).toEqual(["PASSWORD_WRONG"]);
    expect(await data(await tess.viewer(), CHANGE, { input })).toEqual({ changePassword: 0 });
    await data(ANONYMOUS, SIGN_IN, { email: tess.email, password: newPassword });
  });

  it("lets anybody into the demo account once there is one, and nobody before", async () => {
    const ENTER = `mutation { startDemoSession(device: "x") { user { email households { name } } } }`;
    expect(await data(ANONYMOUS, "{ hasDemo }")).toEqual({ hasDemo: false });
    expect(codes(await ask(ANONYMOUS, ENTER))).toEqual(["NOT_FOUND"]);
    await arrive(users.world, "demo");
    expect(await data(ANONYMOUS, "{ hasDemo }")).toEqual({ hasDemo: true });
    const { startDemoSession } = await data(ANONYMOUS, ENTER);
    expect(startDemoSession.user).toEqual({
      email: "demo@example.com",
      households: [{ name: "demo's" }],
    });
  });
});

describe("another household's id", () => {
  interface Target {
    readonly householdId: string;
    readonly personId: string;
    readonly membershipId: string;
    readonly invitationId: string;
    readonly sessionId: string;
  }
  let target: Target;
  beforeAll(async () => {
    const viewer = await bob.viewer();
    const { householdId } = bob;
    const { addPerson } = await data(viewer, ADD_PERSON, { householdId, name: "Bo" });
    const asked = { householdId, email: "z@example.com", role: "VIEWER" };
    const { inviteMember } = await data(viewer, INVITE, asked);
    const query = `query ($id: ID!) { household(id: $id) { memberships { id } } }`;
    const { household } = await data(viewer, query, { id: householdId });
    target = {
      householdId,
      personId: addPerson.id,
      membershipId: household.memberships[0].id,
      invitationId: inviteMember.invitation.id,
      sessionId: (await data(viewer, "{ openSessions { id } }")).openSessions[0].id,
    };
  });
  const SNAPSHOT = `query ($householdId: ID!) { household(id: $householdId) { name version
    people { id name version } memberships { id role } invitations { id status } } }`;

  const OPERATIONS: readonly [string, string][] = [
    ["household", `query ($householdId: ID!) { household(id: $householdId) { name } }`],
    [
      "renameHousehold",
      `mutation ($householdId: ID!) { renameHousehold(input: { householdId: $householdId, name: "x", version: 1 }) { id } }`,
    ],
    [
      "addPerson",
      `mutation ($householdId: ID!) { addPerson(input: { householdId: $householdId, name: "x" }) { id } }`,
    ],
    [
      "updatePerson",
      `mutation ($personId: ID!) { updatePerson(input: { personId: $personId, version: 1, name: "x" }) { id } }`,
    ],
    [
      "removePerson",
      `mutation ($personId: ID!) { removePerson(input: { personId: $personId, version: 1 }) }`,
    ],
    [
      "inviteMember",
      `mutation ($householdId: ID!) { inviteMember(input: { householdId: $householdId, email: "q@example.com", role: OWNER }) { token } }`,
    ],
    [
      "revokeInvitation",
      `mutation ($invitationId: ID!) { revokeInvitation(invitationId: $invitationId) { id } }`,
    ],
    [
      "setMembershipRole",
      `mutation ($membershipId: ID!) { setMembershipRole(input: { membershipId: $membershipId, role: VIEWER }) { id } }`,
    ],
    ["endSession", `mutation ($sessionId: ID!) { endSession(sessionId: $sessionId) }`],
    [
      "removeMembership",
      `mutation ($membershipId: ID!) { removeMembership(membershipId: $membershipId) }`,
    ],
  ];

  it.each(OPERATIONS)("is NOT_FOUND for %s, and nothing changes", async (_, document) => {
    const owner = await bob.viewer();
    const before = await data(owner, SNAPSHOT, { ...target });
    const answer = await ask(await ada.viewer(), document, { ...target });
    expect(codes(answer)).toEqual(["NOT_FOUND"]);
    expect(Object.values(answer.data ?? { none: null })).toEqual([null]);
    expect(await data(owner, SNAPSHOT, { ...target })).toEqual(before);
  });

  it.each(OPERATIONS)("is NOT_FOUND for %s with a token that claims it", async (_, document) => {
    const forged: Viewer = {
      ...(await ada.viewer()),
      households: new Map([[target.householdId, "OWNER"]]),
    };
    expect(codes(await ask(forged, document, { ...target }))).toEqual(["NOT_FOUND"]);
  });

  it.each(OPERATIONS)("that is no id at all is NOT_FOUND for %s", async (_, document) => {
    const wrong = {
      householdId: "1",
      personId: "'; --",
      membershipId: "",
      invitationId: "null",
      sessionId: "x",
    };
    expect(codes(await ask(await ada.viewer(), document, wrong))).toEqual(["NOT_FOUND"]);
  });

  it.each(OPERATIONS)("needs a signed-in viewer for %s", async (_, document) => {
    expect(codes(await ask(ANONYMOUS, document, { ...target }))).toEqual(["UNAUTHENTICATED"]);
  });

  it("is tried on every root field that takes one", () => {
    const identity = ["signUp", "signIn", "createHousehold", "changePassword"];
    const takesId = rootFields().filter((field) =>
      (field.arguments ?? []).some((argument) => /^(id|input|\w+Id)$/.test(argument.name.value)),
    );
    const names = takesId.map((field) => field.name.value).filter((n) => !identity.includes(n));
    expect(new Set(names)).toEqual(new Set(OPERATIONS.map(([name]) => name)));
  });

  it("gives null for each of its entities by reference", async () => {
    const document = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }`;
    const representations = [
      { __typename: "Household", id: target.householdId },
      { __typename: "Person", id: target.personId },
      { __typename: "Membership", id: target.membershipId },
      { __typename: "User", id: bob.userId },
    ];
    const of = async (viewer: Viewer) =>
      (await data(viewer, document, { representations }))._entities;
    expect(await of(await ada.viewer())).toEqual([null, null, null, null]);
    expect(await of(await bob.viewer())).toEqual(
      representations.map(({ __typename }) => ({ __typename })),
    );
  });
});

describe("tokens", () => {
  it("that may only read do not write", async () => {
    const reader = await ada.viewer("read");
    const writes = [
      `mutation { createHousehold(input: { name: "x" }) { id } }`,
      `mutation { renameHousehold(input: { householdId: "${ada.householdId}", name: "x", version: 1 }) { id } }`,
      `mutation { acceptInvitation(token: "x") { id } }`,
    ];
    for (const write of writes) expect(codes(await ask(reader, write))).toEqual(["FORBIDDEN"]);
  });

  it("are asked for by every root field but those that give one, and the scope by every change", () => {
    const without = (directive: string) =>
      rootFields()
        .filter((field) => !field.directives?.some((d) => d.name.value === directive))
        .map((field) => field.name.value);
    const open = ["signUp", "signIn", "refreshSession", "startDemoSession", "hasDemo"];
    expect(new Set(without("authenticated"))).toEqual(new Set(open));
    expect(new Set(without("requiresScopes"))).toEqual(
      new Set([...open, "signOut", "viewer", "household", "openSessions"]),
    );
  });

  it("of a service read its one household and no other", async () => {
    const service: Viewer = {
      ...ANONYMOUS,
      kind: "service",
      households: new Map([[ada.householdId, "SERVICE"]]),
      scopes: new Set(["read"]),
    };
    const read = `query ($id: ID!) { household(id: $id) { viewerRole people { birthDate } memberships { role } } }`;
    expect((await data(service, read, { id: ada.householdId })).household).toMatchObject({
      viewerRole: "VIEWER",
      memberships: [{ role: "OWNER" }],
    });
    expect(codes(await ask(service, read, { id: bob.householdId }))).toEqual(["NOT_FOUND"]);
    expect(codes(await ask(service, "{ viewer { id } }"))).toEqual(["UNAUTHENTICATED"]);
  });
});
