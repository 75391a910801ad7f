import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { query } from "@wealthgraph/chassis/database";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { replayHousehold } from "./domain/replay.js";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  for (let i = 0; i < 40; i++) world.market.list(`S${i}`);
});
afterAll(() => world.close());

const ROWS = 5_000;
const CLIENTS = 16;

/** 5,000 different rows: buys, and from time to time a sale of what an earlier row bought. */
function rows(): string[] {
  return Array.from({ length: ROWS }, (_, i) => {
    const day = new Date(Date.UTC(2015, 0, 5 + Math.floor(i / 4))).toISOString().slice(0, 10);
    const action = i % 10 === 9 ? "Sell" : "Buy";
    return `${day} ${action} S${action === "Sell" ? (i % 40) - 1 : i % 40} ${(i % 10 === 9 ? 1 : 7) + (i % 3)} @ ${20 + (i % 50)}.${i % 100}1`;
  });
}

describe("many at once", () => {
  it("16 clients that import the same 5,000 rows book them once", async () => {
    const householdId = newId();
    const viewer = viewerWith({ [householdId]: "OWNER" });
    const { data } = await world.ask(
      viewer,
      `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "A", kind: TAXABLE }) { id } }`,
      { id: householdId },
    );
    const accountId = String(data.createAccount.id);
    const file = schwabFile(rows());
    const imports = await Promise.all(
      Array.from({ length: CLIENTS }, () => world.importFile(viewer, accountId, file)),
    );
    await world.runJobs();
    const previews = await world.ask(
      viewer,
      `query ($id: ID!) { account(id: $id) { imports { status rowsNew rowsRejected } } }`,
      { id: accountId },
    );
    expect(previews.data.account.imports).toEqual(
      Array(CLIENTS).fill({ status: "PREVIEW", rowsNew: ROWS, rowsRejected: 0 }),
    );

    const answers = await Promise.all(
      imports.map((importId) =>
        world.ask(
          viewer,
          `mutation ($id: ID!) { confirmImport(input: { importId: $id }) { rowsNew } }`,
          { id: importId },
        ),
      ),
    );
    const codes = answers.map(({ errors }) => errors[0]?.extensions["code"] ?? "CONFIRMED");
    expect(codes.filter((code) => code === "CONFIRMED")).toHaveLength(1);
    expect(codes.filter((code) => code === "IMPORT_NOTHING_NEW")).toHaveLength(CLIENTS - 1);

    await world.db.database.within({ householdIds: [householdId] }, async (em) => {
      const [stored] = await query<{ n: number }>(
        em,
        "select count(*)::int as n from portfolios.transaction",
      );
      expect(stored?.n).toBe(ROWS);
    });
    await sumsAgree(householdId);
  }, 120_000);
});

/** Sum of lots = position, sum of cash movements = balance, replay from transactions = what is stored. */
async function sumsAgree(householdId: string): Promise<void> {
  await world.services.work.within({ householdIds: [householdId] }, async (unit) => {
    const [account] = await unit.accounts.ofHouseholds([householdId]);
    const transactions = await unit.ledger.ofHousehold(householdId);
    const positions = await unit.holdings.positionsOfHouseholds([householdId], null);
    const lots = await unit.holdings.lotsOfPositions(positions.map(({ id }) => id));
    for (const position of positions) {
      const own = lots.filter(({ positionId }) => positionId === position.id);
      expect(sum(own.map(({ units }) => units))).toEqual(position.units);
      expect(sum(own.map(({ cost }) => cost))).toEqual(position.cost.amount);
    }
    expect(account?.cash).toEqual(sum(transactions.map(({ amount }) => amount)));
    if (!account) return;
    const replayed = replayHousehold([account], transactions);
    const shape = (lot: { key: string; units: Decimal; cost: Decimal; acquiredOn: string }) =>
      `${lot.key} ${lot.units.toFixed()} ${lot.cost.toFixed()} ${lot.acquiredOn}`;
    expect(lots.map(shape).sort()).toEqual(replayed.lots.map(shape).sort());
  });
}
