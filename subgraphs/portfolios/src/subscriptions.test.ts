import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
let viewer: Viewer;
let householdId: string;
let accountId: string;
beforeAll(async () => {
  world = await openTestWorld();
  world.market.list("ALFA");
});
afterAll(() => world.close());

async function open(): Promise<void> {
  householdId = newId();
  viewer = viewerWith({ [householdId]: "OWNER" });
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "A", kind: TAXABLE }) { id } }`,
    { id: householdId },
  );
  accountId = String(data.createAccount.id);
}

const ask = (mutation: string, id: string) =>
  world.ask(viewer, `mutation ($id: ID!) { ${mutation} }`, { id });

const progress = (id: string) =>
  world.subscribe(
    viewer,
    `subscription ($id: ID!) { importProgress(importId: $id) { status progressPercent rowsNew account { cash { amount } } } }`,
    { id },
  );

/** Statuses until the stream completes. */
async function statuses(
  stream: AsyncIterableIterator<{ readonly data: { importProgress: { status: string } } }>,
): Promise<string[]> {
  const seen: string[] = [];
  for await (const { data } of stream) seen.push(data.importProgress.status);
  return seen;
}

describe("importProgress", () => {
  it("gives every state from upload to confirmation, and then completes", async () => {
    await open();
    const created = await ask(
      `createImport(input: { accountId: $id, fileName: "x.csv" }) { uploadUrl import { id } }`,
      accountId,
    );
    const { uploadUrl, import: item } = created.data.createImport;
    const following = statuses(await progress(item.id));
    await world.upload(uploadUrl, schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00"]));
    await world.runJobs();
    await ask(`confirmImport(input: { importId: $id }) { id }`, item.id);
    const seen = await following;
    expect(seen[0]).toBe("AWAITING_UPLOAD");
    expect(seen.at(-1)).toBe("CONFIRMED");
    expect(seen).toContain("PREVIEW");
  });

  it("gives who joins late the present state first", async () => {
    await open();
    const id = await world.importFile(
      viewer,
      accountId,
      schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00"]),
    );
    const stream = await progress(id);
    const first = await stream.next();
    expect(first.value?.data.importProgress).toMatchObject({
      status: "PREVIEW",
      progressPercent: 100,
      rowsNew: 1,
    });
    const second = stream.next();
    await ask(`confirmImport(input: { importId: $id }) { id }`, id);
    // a fresh context for the event: the account's cash is the one after the confirmation
    expect((await second).value?.data.importProgress).toEqual({
      status: "CONFIRMED",
      progressPercent: 100,
      rowsNew: 1,
      account: { cash: { amount: "-100" } },
    });
    expect((await stream.next()).done).toBe(true);
    expect(await statuses(await progress(id))).toEqual(["CONFIRMED"]);
  });

  it("finds the state when the news of it was lost", async () => {
    await open();
    const id = await world.importFile(
      viewer,
      accountId,
      schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00"]),
    );
    const stream = await progress(id);
    await stream.next();
    const next = stream.next();
    const silent = { work: world.services.work, news: { importMoved: () => Promise.resolve() } };
    const { discardImport } = await import("./operations/discardImport.js");
    await discardImport(
      { ...silent, news: { ...world.services.news, ...silent.news } },
      viewer,
      id,
    );
    expect((await next).value?.data.importProgress.status).toBe("DISCARDED");
  });

  it("ends at once when its reader leaves, also while it waits", async () => {
    await open();
    const id = await world.importFile(
      viewer,
      accountId,
      schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00"]),
    );
    const stream = await progress(id);
    await stream.next();
    const waiting = stream.next();
    await stream.return?.();
    expect((await waiting).done).toBe(true);
  });
});

describe("portfolioChanged", () => {
  it("gives the present state first, then every committed change of this household", async () => {
    await open();
    await world.dispatch();
    const stream = await world.subscribe(
      viewer,
      `subscription ($id: ID!) { portfolioChanged(householdId: $id) {
        reason at portfolio { id cash { amount } positions { edges { node { symbol } } } } } }`,
      { id: householdId },
    );
    const next = async () => (await stream.next()).value?.data.portfolioChanged;
    expect(await next()).toMatchObject({
      reason: "SUBSCRIBED",
      portfolio: { id: householdId, cash: { amount: "0" } },
    });

    const mine = { viewer, householdId, accountId };
    await open(); // another household, whose events are not heard here
    const id = await world.importFile(
      mine.viewer,
      mine.accountId,
      schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00"]),
    );
    const change = next();
    await world.ask(
      mine.viewer,
      `mutation ($id: ID!) { confirmImport(input: { importId: $id }) { id } }`,
      { id },
    );
    expect(await world.dispatch()).toBeGreaterThanOrEqual(2);
    expect(await change).toMatchObject({
      reason: "IMPORT_CONFIRMED",
      portfolio: { cash: { amount: "-100" }, positions: { edges: [{ node: { symbol: "ALFA" } }] } },
    });
    await world.runJobs();
    await world.dispatch();
    expect(await next()).toMatchObject({ reason: "SNAPSHOTS_TAKEN" });
    await stream.return?.();
  });
});
