import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { newId } from "@wealthgraph/chassis/id";
import { createLogger } from "@wealthgraph/chassis/logger";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { PriceRevisions } from "./adapters/PriceRevisions.js";
import { enqueueAllSnapshots, lastFinalDay } from "./operations/takeSnapshots.js";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  world.market.list("ALFA");
  world.market.list("EURO", { currency: "EUR" });
  closes("ALFA", "USD", "2026-02-25 10, 2026-02-26 11, 2026-02-27 12, 2026-03-02 99");
  closes("EURO", "EUR", "2026-02-26 100, 2026-02-27 100");
  world.market.ratesByDay.set("EUR USD 2026-02-26", new Decimal("1.10"));
  world.market.ratesByDay.set("EUR USD 2026-02-27", new Decimal("1.20"));
});
afterAll(() => world.close());

function closes(symbol: string, currency: string, text: string): void {
  const days = text.split(", ").map((item) => item.split(" "));
  const instrumentId = `instrument-${symbol}`;
  world.market.closesById.set(instrumentId, {
    instrumentId,
    currency,
    dates: days.map(([day = ""]) => date(day)),
    closes: days.map(([, close = "0"]) => new Decimal(close)),
  });
}

async function household(): Promise<{ viewer: Viewer; householdId: string; accountId: string }> {
  const householdId = newId();
  const viewer = viewerWith({ [householdId]: "OWNER" });
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "A", kind: TAXABLE }) { id } }`,
    { id: householdId },
  );
  return { viewer, householdId, accountId: String(data.createAccount.id) };
}

async function book(viewer: Viewer, accountId: string, rows: string[]): Promise<string> {
  const id = await world.importFile(viewer, accountId, schwabFile(rows));
  const { errors } = await world.ask(
    viewer,
    `mutation ($id: ID!) { confirmImport(input: { importId: $id }) { id } }`,
    { id },
  );
  expect(errors).toEqual([]);
  await world.runJobs();
  return id;
}

async function snapshots(viewer: Viewer, householdId: string): Promise<string[]> {
  const { data, errors } = await world.ask(
    viewer,
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Portfolio {
      snapshots(from: "2020-01-01", to: "2026-12-31") { dates values cash cost estimated }
    } } }`,
    { r: [{ __typename: "Portfolio", id: householdId }] },
  );
  expect(errors).toEqual([]);
  const s = data._entities[0].snapshots as Record<string, string[]>;
  return (s["dates"] ?? []).map(
    (day, i) => `${day} ${s["values"]?.[i]} cash ${s["cash"]?.[i]} cost ${s["cost"]?.[i]}`,
  );
}

describe("daily snapshots", () => {
  it("follow a confirmation, to the last closed day and no further", async () => {
    const { viewer, householdId, accountId } = await household();
    await book(viewer, accountId, ["2026-02-25 Buy ALFA 10 @ 10.00"]);
    // the clock stands on Monday 2026-03-02 at 10 in New York: its close of 99 is not final
    expect(await snapshots(viewer, householdId)).toEqual([
      "2026-02-25 0 cash -100 cost 100",
      "2026-02-26 10 cash -100 cost 100",
      "2026-02-27 20 cash -100 cost 100",
    ]);
  });

  it("are restated from the day on which a price was corrected, in the households that held it", async () => {
    world.market.list("BETA");
    closes("BETA", "USD", "2026-02-25 10, 2026-02-26 11, 2026-02-27 12, 2026-03-02 99");
    const [holder, other] = [await household(), await household()];
    await book(holder.viewer, holder.accountId, ["2026-02-25 Buy BETA 10 @ 10.00"]);
    await book(other.viewer, other.accountId, ["2026-02-26 Buy EURO 1 @ 90.00"]);
    const revisions = new PriceRevisions(
      world.bus,
      world.services.work,
      createLogger("test", "silent"),
    );
    await revisions.start();
    closes("BETA", "USD", "2026-02-25 10, 2026-02-26 20, 2026-02-27 12, 2026-03-02 99");
    const told = (data: object) => world.bus.publish("events.prices.revised", { data });
    await told({ instrumentId: "instrument-BETA", from: "no day" });
    await told({ instrumentId: "instrument-BETA", from: "2026-02-26" });
    for (let turns = 0; turns < 200 && world.jobs.length === 0; turns += 1) await delay(10);
    expect(world.jobs).toHaveLength(1);
    await world.runJobs();
    expect(await snapshots(holder.viewer, holder.householdId)).toEqual([
      "2026-02-25 0 cash -100 cost 100",
      "2026-02-26 100 cash -100 cost 100",
      "2026-02-27 20 cash -100 cost 100",
    ]);
    await revisions.stop();
  });

  it("value foreign holdings at each day's own rate", async () => {
    const { viewer, householdId, accountId } = await household();
    world.market.ratesByDay.set("EUR USD 2026-02-25", new Decimal("1.00"));
    await book(viewer, accountId, ["2026-02-25 Buy EURO 1 @ 90.00"]);
    expect((await snapshots(viewer, householdId)).map((line) => line.split(" cash")[0])).toEqual([
      "2026-02-25 0",
      "2026-02-26 20",
      "2026-02-27 30",
    ]);
  });

  it("are restated from the first day that an earlier file changes", async () => {
    const { viewer, householdId, accountId } = await household();
    await book(viewer, accountId, ["2026-02-26 Buy ALFA 10 @ 11.00"]);
    expect(await snapshots(viewer, householdId)).toHaveLength(2);
    const early = await book(viewer, accountId, ["2026-02-25 Buy ALFA 1 @ 10.00"]);
    expect(await snapshots(viewer, householdId)).toEqual([
      "2026-02-25 0 cash -10 cost 10",
      "2026-02-26 1 cash -120 cost 120",
      "2026-02-27 12 cash -120 cost 120",
    ]);
    await world.ask(viewer, `mutation ($id: ID!) { undoImport(importId: $id) { id } }`, {
      id: early,
    });
    await world.runJobs();
    expect(await snapshots(viewer, householdId)).toEqual([
      "2026-02-26 0 cash -110 cost 110",
      "2026-02-27 10 cash -110 cost 110",
    ]);
  });

  it("are taken for every household when the schedule rings, in one month's table each", async () => {
    const { viewer, householdId, accountId } = await household();
    await book(viewer, accountId, ["2026-02-25 Buy ALFA 10 @ 10.00"]);
    world.clock.now = new Date("2026-03-02T22:00:00Z"); // 17:00 in New York
    try {
      await enqueueAllSnapshots(world.services.work);
      await world.runJobs();
    } finally {
      world.clock.now = new Date("2026-03-02T15:00:00Z");
    }
    expect((await snapshots(viewer, householdId)).at(-1)).toBe("2026-03-02 890 cash -100 cost 100");
    const client = new Client({ connectionString: world.db.superuserUrl });
    await client.connect();
    const { rows } = await client.query<{ part: string; n: number; v: number }>(
      `select tableoid::regclass::text as part, count(*)::int as n, min(calculation_version) as v
       from portfolios.snapshot where household_id = $1 group by 1 order by 1`,
      [householdId],
    );
    await client.end();
    expect(rows).toEqual([
      { part: "portfolios.snapshot_202602", n: 3, v: 2 },
      { part: "portfolios.snapshot_202603", n: 1, v: 2 },
    ]);
  });

  it.each([
    ["2026-03-02T21:29:00Z", "2026-03-01"],
    ["2026-03-02T21:30:00Z", "2026-03-02"],
    ["2026-07-01T20:30:00Z", "2026-07-01"],
  ])("take a day as final half an hour after the close in New York (%s: %s)", (now, day) => {
    expect(lastFinalDay(new Date(now))).toBe(day);
  });
});

describe("live value", () => {
  const quote = (id: string, amount: string, fxToUsd = "1", currency = "USD") => ({
    instrument: { quote: { instrument: { id }, price: { amount, currency }, fxToUsd } },
  });
  const valueOf = async (viewer: Viewer, id: string, openPositions: unknown[]) => {
    const { data, errors } = await world.ask(
      viewer,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Portfolio {
        cash { amount } cost { amount } value { amount currency } unrealizedGain { amount }
      } } }`,
      { r: [{ __typename: "Portfolio", id, openPositions }] },
    );
    expect(errors).toEqual([]);
    return data._entities[0];
  };

  it("is units at the joined quotes, in USD, and cash; and nothing when one quote is missing", async () => {
    const { viewer, householdId, accountId } = await household();
    world.market.ratesByDay.set("EUR USD 2026-02-25", new Decimal("1.00"));
    await book(viewer, accountId, [
      "2026-02-25 Buy ALFA 10 @ 10.00",
      "2026-02-25 Buy EURO 2 @ 90.00",
    ]);
    const alfa = quote("instrument-ALFA", "12.5");
    const euro = quote("instrument-EURO", "100", "1.1", "EUR");
    // 125 + 220 - 280 = 65; 345 - 280 = 65
    expect(await valueOf(viewer, householdId, [euro, alfa])).toEqual({
      cash: { amount: "-280" },
      cost: { amount: "280" },
      value: { amount: "65", currency: "USD" },
      unrealizedGain: { amount: "65" },
    });
    for (const quotes of [[alfa], [alfa, { instrument: { quote: null } }], []]) {
      expect(await valueOf(viewer, householdId, quotes)).toMatchObject({
        value: null,
        unrealizedGain: null,
      });
    }
  });

  it("of a household without positions is its cash", async () => {
    const { viewer, householdId } = await household();
    expect((await valueOf(viewer, householdId, [])).value).toEqual({
      amount: "0",
      currency: "USD",
    });
  });
});
