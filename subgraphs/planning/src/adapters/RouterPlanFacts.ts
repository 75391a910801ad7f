import type { GraphClient } from "@wealthgraph/chassis/graphClient";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import { ASSET_CLASSES, simulatedClassOf } from "../domain/assetClass.js";
import { type Treatment, TREATMENTS } from "../domain/plan/householdPlan.js";
import {
  type FrozenAccount,
  type FrozenSchedule,
  type FrozenTaxTables,
  TAX_THRESHOLDS,
  type TaxThresholdName,
} from "../domain/plan/planInputs.js";
import type {
  PlanFacts,
  PlanFactsSource,
  TaxTablesWanted,
} from "../operations/planSimulationPorts.js";
import { type PositionNode, readPositionNodes, type WireMoney } from "./RouterHouseholdFacts.js";

interface AccountNode {
  readonly id: string;
  readonly name: string;
  readonly taxTreatment: string;
  readonly owner: { readonly id: string } | null;
  readonly cash: WireMoney;
}

interface AccountsAnswer {
  readonly household: { readonly accounts: readonly AccountNode[] } | null;
}

interface WireSchedule {
  readonly kind: string;
  readonly incomes: readonly string[];
  readonly taxes: readonly string[];
  readonly maxError: WireMoney;
}

interface TablesAnswer {
  readonly taxTables: {
    readonly indexation: string;
    readonly federal: readonly WireSchedule[];
    readonly stateSchedules: readonly WireSchedule[];
    readonly thresholds: Readonly<Record<TaxThresholdName, string>>;
    readonly parameters: { readonly source: string };
  };
}

/** Accounts with their owners and cash. */
export const PLAN_ACCOUNTS_DOCUMENT = `query PlanningAccounts($id: ID!) {
  household(id: $id) {
    accounts { id name taxTreatment owner { id } cash { amount currency } }
  }
}`;

/** Tax from the first dollar of one filing status and number of aged persons. */
export const TAX_TABLES_DOCUMENT = `query PlanningTaxTables($input: TaxTablesInput!) {
  taxTables(input: $input) {
    indexation
    federal { kind incomes taxes maxError { amount currency } }
    stateSchedules { kind incomes taxes maxError { amount currency } }
    thresholds { ${TAX_THRESHOLDS.join(" ")} }
    parameters { source }
  }
}`;

/** Reads what a plan needs of portfolios and tax through the router, as planning's service. */
export class RouterPlanFacts implements PlanFactsSource {
  readonly #graph: Pick<GraphClient, "forHousehold">;

  constructor(graph: Pick<GraphClient, "forHousehold">) {
    this.#graph = graph;
  }

  async read(householdId: string): Promise<PlanFacts> {
    const graph = this.#graph.forHousehold(householdId);
    const answer = await graph.query<AccountsAnswer>(PLAN_ACCOUNTS_DOCUMENT, { id: householdId });
    if (answer.household === null) throw new Failure("HOUSEHOLD_UNREADABLE");
    const positions = await readPositionNodes(graph, householdId);
    const byAccount = Map.groupBy(positions, (position) => position.account.id);
    const remarks: string[] = [];
    const accounts = answer.household.accounts.map((account) =>
      toAccount(account, byAccount.get(account.id) ?? [], remarks),
    );
    const unquoted = positions.filter((position) => position.marketValue === null).length;
    if (unquoted > 0) remarks.push(`${unquoted} position(s) without a quote count at their cost.`);
    const holdings = weightsOf(answer.household.accounts, positions);
    return { accounts, holdings, remarks };
  }

  async taxTables(
    householdId: string,
    wanted: readonly TaxTablesWanted[],
  ): Promise<readonly FrozenTaxTables[]> {
    const graph = this.#graph.forHousehold(householdId);
    return Promise.all(
      wanted.map(async (input) =>
        toTables(input, await graph.query<TablesAnswer>(TAX_TABLES_DOCUMENT, { input })),
      ),
    );
  }
}

/** An exact amount as a double: a plan is an estimate. */
function dollars(what: string, { amount, currency }: WireMoney): number {
  if (currency === "USD") return Number(amount);
  throw new Refusal("SIMULATION_INPUT_INVALID", `${what} is in USD (is: ${currency})`, {
    input: what,
    currency,
  });
}

const valueOf = ({ marketValue, cost }: PositionNode): number =>
  dollars("marketValue", marketValue ?? cost);

function toAccount(
  { id, name, taxTreatment, owner, cash }: AccountNode,
  positions: readonly PositionNode[],
  remarks: string[],
): FrozenAccount {
  const treatment: Treatment = TREATMENTS.find((t) => t === taxTreatment) ?? "TAXABLE";
  const money = dollars("cash", cash);
  const value = positions.reduce((sum, position) => sum + valueOf(position), money);
  const cost = positions.reduce((sum, p) => sum + dollars("cost", p.cost), money);
  if (value < 0) remarks.push(`${name} is overdrawn and counts as empty.`);
  const basis = treatment === "TAXABLE" ? Math.max(0, cost) : 0;
  return { id, name, treatment, personId: owner?.id ?? null, value: Math.max(0, value), basis };
}

/** Weights of all accounts together; without anything held, of cash. */
function weightsOf(accounts: readonly AccountNode[], positions: readonly PositionNode[]) {
  const cash = accounts.reduce((sum, account) => sum + dollars("cash", account.cash), 0);
  const byClass = new Map<string, number>([["CASH", cash]]);
  for (const position of positions) {
    const assetClass = simulatedClassOf(position.instrument.assetClass);
    byClass.set(assetClass, (byClass.get(assetClass) ?? 0) + valueOf(position));
  }
  const held = ASSET_CLASSES.map((assetClass) => ({
    assetClass,
    value: Math.max(0, byClass.get(assetClass) ?? 0),
  })).filter(({ value }) => value > 0);
  const total = held.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) return [{ assetClass: "CASH" as const, weight: 1 }];
  return held.map(({ assetClass, value }) => ({ assetClass, weight: value / total }));
}

function toTables(wanted: TaxTablesWanted, { taxTables }: TablesAnswer): FrozenTaxTables {
  const { federal, stateSchedules, thresholds, parameters } = taxTables;
  const schedule = ({ kind, incomes, taxes }: WireSchedule): FrozenSchedule => ({
    kind,
    incomes: incomes.map(Number),
    taxes: taxes.map(Number),
  });
  const errors = [...federal, ...stateSchedules].map((s) => dollars("maxError", s.maxError));
  return {
    year: wanted.year,
    filingStatus: wanted.filingStatus,
    agedPersons: wanted.agedPersons,
    indexation: Number(taxTables.indexation),
    federal: federal.map(schedule),
    stateSchedules: stateSchedules.map(schedule),
    // every name is in the document
    thresholds: Object.fromEntries(
      TAX_THRESHOLDS.map((name) => [name, Number(thresholds[name])]),
    ) as Record<TaxThresholdName, number>,
    maxError: Math.max(...errors),
    source: parameters.source,
  };
}
