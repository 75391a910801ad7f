import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { isExchangeSession } from "./domain/exchangeSession.js";
import type { Snapshot } from "./operations/ports.js";
import { openTestWorld, type TestWorld } from "./testWorld.js";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world.close());

/** Sessions of 20 years that grow by 0.02 % each, with 500 in every 21 sessions and 5 of fees a quarter. */
function history(accountId: string): Snapshot[] {
  const days: Snapshot[] = [];
  let value = new Decimal(10_000);
  for (let day = date("2005-01-03"); day < "2025-01-03"; day = addDays(day, 1)) {
    if (!isExchangeSession(day)) continue;
    const inflow = new Decimal(days.length % 21 === 0 ? 500 : 0);
    value = value.plus(inflow).times("1.0002").toDecimalPlaces(8);
    const flows = {
      inflow: days.length === 0 ? inflow.plus(10_000) : inflow,
      outflow: new Decimal(0),
      fees: new Decimal(days.length % 63 === 0 ? 5 : 0),
    };
    const cash = new Decimal(100);
    const account = { accountId, value, cash, ...flows };
    days.push({ day, value, cash, cost: value, isEstimated: false, ...flows, accounts: [account] });
  }
  return days;
}

describe("twenty years of days", () => {
  it("are one statement for performance and one for risk", async () => {
    const householdId = newId();
    const viewer = viewerWith({ [householdId]: "OWNER" });
    const { data } = await world.ask(
      viewer,
      `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "A", kind: TAXABLE }) { id } }`,
      { id: householdId },
    );
    const days = history(String(data.createAccount.id));
    await world.services.work.within({ householdIds: [householdId] }, (unit) =>
      unit.snapshots.replaceFrom(householdId, date("2005-01-03"), days),
    );
    // as autovacuum does after a while
    const superuser = new Client({ connectionString: world.db.superuserUrl });
    await superuser.connect();
    await superuser.query("analyze portfolios.snapshot, portfolios.account_snapshot");
    await superuser.end();

    const timed = async (fields: string) => {
      const times: number[] = [];
      for (let round = 0; round < 9; round++) {
        world.db.statements.length = 0;
        const start = performance.now();
        const answer = await world.ask(
          viewer,
          `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Portfolio { ${fields} } } }`,
          { r: [{ __typename: "Portfolio", id: householdId }] },
        );
        times.push(performance.now() - start);
        expect(answer.errors).toEqual([]);
        expect(world.db.statements.filter((sql) => sql.includes("from portfolios."))).toHaveLength(
          1,
        );
        if (round === 8) {
          const median = times.sort((a, b) => a - b)[4] ?? 0;
          console.log(
            `${fields.split("(")[0]} of ${days.length} days: median ${median.toFixed(0)} ms`,
          );
          return answer.data._entities[0];
        }
      }
    };
    const range = `(from: "2005-01-03", to: "2025-01-03")`;
    const { risk } = await timed(
      `risk${range} { observations volatility { value } tails { historical { valueAtRisk { value } } } }`,
    );
    expect(risk.observations).toBe(days.length);
    const { performance: figures } = await timed(
      `performance${range} { timeWeighted { value { value } annualized { value } } moneyWeighted { annualized { value } } dates growth }`,
    );
    expect(figures.growth).toHaveLength(days.length);
    expect(figures.timeWeighted.value.value).toBeCloseTo(1.0002 ** days.length - 1, 6);
    // every day grows alike, so money and time earn nearly the same a year
    expect(figures.moneyWeighted.annualized.value).toBeCloseTo(
      figures.timeWeighted.annualized.value,
      3,
    );
  });
});
