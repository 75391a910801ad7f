import { scopeOf } from "@wealthgraph/chassis/database";
import type { TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { date } from "@wealthgraph/kernel/calendarDate";
import type { TaxServices } from "./graphql/context.js";
import { PostgresSubstituteVetoStore } from "./persistence/PostgresSubstituteVetoStore.js";
import { PostgresTaxProfileStore } from "./persistence/PostgresTaxProfileStore.js";
import { PlansInProcess } from "./workers/PlansInProcess.fixture.js";

/** The day on which the tests of the subgraph stand. */
export const TEST_DAY = date("2026-11-20");

/** The services of a real subgraph over a test's database; the graph around it is empty. */
export function testServices(db: TestDatabase, change: Partial<TaxServices> = {}): TaxServices {
  return {
    profilesOf: (viewer) => new PostgresTaxProfileStore(db.database, scopeOf(viewer)),
    vetoesOf: (viewer) => new PostgresSubstituteVetoStore(db.database, scopeOf(viewer)),
    harvest: { today: () => TEST_DAY, histories: { load: () => Promise.resolve([]) } },
    plans: new PlansInProcess(),
    holdings: { read: () => Promise.resolve({ accounts: [], positions: [] }) },
    ...change,
  };
}
