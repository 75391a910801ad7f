import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  for (let i = 0; i < 500; i++) world.market.list(`S${i}`);
});
afterAll(() => world.close());

/** A household with its positions in several accounts, each position of two lots. */
async function household(accounts: number, positionsEach: number): Promise<[Viewer, string]> {
  const householdId = newId();
  const viewer = viewerWith({ [householdId]: "OWNER" });
  for (let a = 0; a < accounts; a++) {
    const { data } = await world.ask(
      viewer,
      `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "A", kind: TAXABLE }) { id } }`,
      { id: householdId },
    );
    const file = schwabFile(
      Array.from({ length: positionsEach }, (_, i) => `S${a * positionsEach + i}`).flatMap((s) => [
        `2024-01-02 Buy ${s} 10 @ 10.00`,
        `2024-02-02 Buy ${s} 5 @ 12.00`,
      ]),
    );
    const id = await world.importFile(viewer, String(data.createAccount.id), file);
    await world.ask(
      viewer,
      `mutation ($id: ID!) { confirmImport(input: { importId: $id }) { id } }`,
      {
        id,
      },
    );
  }
  return [viewer, householdId];
}

const DOCUMENT = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Household {
  accounts {
    name cash { amount } imports { id account { id } }
    transactions(first: 100) { edges { node { id account { id } import { id } } } }
    positions(first: 100) { edges { node {
      units account { id } instrument { id holdings { id } } reinvestedOn
      lots { purchaseId canReplace units cost { amount } position { id } account { name }
        washSale { conflict acquisitions { accountName } } }
    } } }
  }
  portfolio { cash { amount } cost { amount } openPositions { id lots { id } } positions(first: 100) { edges { node { id } } } }
} } }`;

/** SELECTs of one query, and how many positions it gave. */
async function count([viewer, id]: [Viewer, string]): Promise<{
  selects: number;
  positions: number;
}> {
  world.db.statements.length = 0;
  const { data, errors } = await world.ask(viewer, DOCUMENT, {
    r: [{ __typename: "Household", id }],
  });
  expect(errors).toEqual([]);
  const selects = world.db.statements.filter(
    (sql) => /^\s*select/i.test(sql) && !sql.includes("set_config"),
  );
  return {
    selects: selects.length,
    positions: data._entities[0].portfolio.openPositions.length as number,
  };
}

async function countReferences(viewer: Viewer, householdId: string): Promise<number> {
  const { data } = await world.ask(
    viewer,
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Household { portfolio { openPositions { id lots { id } } } } } }`,
    { r: [{ __typename: "Household", id: householdId }] },
  );
  const positions = data._entities[0].portfolio.openPositions as {
    id: string;
    lots: { id: string }[];
  }[];
  const quote = { price: { amount: "2", currency: "EUR" }, fxToUsd: "1.1" };
  world.db.statements.length = 0;
  const answer = await world.ask(
    viewer,
    `query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on Position { marketValue { amount currency } } ... on Lot { units householdId } } }`,
    {
      r: positions.flatMap(({ id, lots }) => [
        { __typename: "Position", id, instrument: { quote } },
        ...lots.map((lot) => ({ __typename: "Lot", id: lot.id })),
      ]),
    },
  );
  // 15 units x 2 EUR x 1.1
  expect(answer.data._entities[0].marketValue).toEqual({ amount: "33", currency: "USD" });
  return world.db.statements.filter((sql) => /from portfolios\./.test(sql)).length;
}

describe("SQL statements", () => {
  it("of household, accounts, positions and lots are as many for 10 positions as for 500", async () => {
    const small = await household(1, 10);
    const large = await household(5, 100);
    const few = await count(small);
    const many = await count(large);
    expect([few.positions, many.positions]).toEqual([10, 500]);
    expect(many.selects).toBe(few.selects);
    expect(few.selects).toBeGreaterThan(5);
    console.log(`statements: ${few.selects} for 10 positions, ${many.selects} for 500`);

    expect(await countReferences(...small)).toBe(2);
    expect(await countReferences(...large)).toBe(2);
  });
});
