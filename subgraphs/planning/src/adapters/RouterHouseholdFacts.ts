import type { GraphClient, HouseholdGraph } from "@wealthgraph/chassis/graphClient";
import { parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, parseDecimal } from "@wealthgraph/kernel/decimal";
import { money, type Money } from "@wealthgraph/kernel/money";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import type {
  AccountFact,
  HouseholdFacts,
  MarginalRates,
  PositionFact,
} from "../domain/householdFacts.js";
import type { HouseholdFactsSource } from "../operations/ports.js";

/** Money as the graph sends it. */
export interface WireMoney {
  readonly amount: string;
  readonly currency: string;
}

interface HouseholdAnswer {
  readonly household: {
    readonly people: readonly { readonly id: string; readonly birthDate: string | null }[];
    readonly accounts: readonly AccountFact[];
    readonly portfolio: { readonly cash: WireMoney };
  } | null;
}

/** An open position as the graph sends it. */
export interface PositionNode {
  readonly account: { readonly id: string };
  readonly instrument: { readonly assetClass: string };
  readonly marketValue: WireMoney | null;
  readonly cost: WireMoney;
}

interface PositionsAnswer {
  readonly household: {
    readonly portfolio: {
      readonly positions: {
        readonly edges: readonly { readonly node: PositionNode }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
    };
  } | null;
}

interface TaxAnswer {
  readonly household: {
    readonly taxEstimate: {
      readonly marginalRates: {
        readonly ordinary: string;
        readonly shortTermGain: string;
        readonly longTermGain: string;
      };
    } | null;
  } | null;
}

/** What a simulation asks of users and portfolios. */
export const HOUSEHOLD_DOCUMENT = `query PlanningHousehold($id: ID!) {
  household(id: $id) {
    people { id birthDate }
    accounts { id name kind taxTreatment }
    portfolio { cash { amount currency } }
  }
}`;

/** One page of open positions with today's value. */
export const POSITIONS_DOCUMENT = `query PlanningPositions($id: ID!, $after: String) {
  household(id: $id) {
    portfolio {
      positions(first: 100, after: $after) {
        edges {
          node {
            account { id }
            instrument { assetClass }
            marketValue { amount currency }
            cost { amount currency }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

/** The household's marginal rates of one year. */
export const TAX_DOCUMENT = `query PlanningTax($id: ID!, $year: Int!) {
  household(id: $id) {
    taxEstimate(year: $year) { marginalRates { ordinary shortTermGain longTermGain } }
  }
}`;

/** Pages read at most: 20,000 positions. */
const PAGES_MAX = 200;

/** Reads the other subgraphs' part of a household through the router, as planning's service. */
export class RouterHouseholdFacts implements HouseholdFactsSource {
  readonly #graph: Pick<GraphClient, "forHousehold">;

  constructor(graph: Pick<GraphClient, "forHousehold">) {
    this.#graph = graph;
  }

  async read(householdId: string, year: number): Promise<HouseholdFacts> {
    const graph = this.#graph.forHousehold(householdId);
    // the first question fetches the service token that the others share
    const answer = await graph.query<HouseholdAnswer>(HOUSEHOLD_DOCUMENT, { id: householdId });
    const [positions, tax] = await Promise.all([
      readPositions(graph, householdId),
      readMarginalRates(graph, householdId, year),
    ]);
    const household = present(answer.household);
    return {
      people: household.people.map(({ id, birthDate }) => ({
        id,
        birthDate: birthDate === null ? null : parseCalendarDate(birthDate),
      })),
      accounts: household.accounts.map(({ id, name, kind, taxTreatment }) => ({
        id,
        name,
        kind,
        taxTreatment,
      })),
      positions,
      cash: toMoney(household.portfolio.cash),
      ...tax,
    };
  }
}

async function readPositions(graph: HouseholdGraph, id: string): Promise<PositionFact[]> {
  return (await readPositionNodes(graph, id)).map(toPosition);
}

/** Every open position of a household, page by page. */
export async function readPositionNodes(
  graph: HouseholdGraph,
  id: string,
): Promise<readonly PositionNode[]> {
  const positions: PositionNode[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer: PositionsAnswer = await graph.query(POSITIONS_DOCUMENT, { id, after });
    const { edges, pageInfo } = present(answer.household).portfolio.positions;
    positions.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return positions;
    after = pageInfo.endCursor;
  }
  throw new Refusal("SIMULATION_INPUT_INVALID", "a household's simulation takes 20,000 positions", {
    input: "positions",
    positionsMax: PAGES_MAX * 100,
  });
}

/**
 * Marginal rates are recorded and not computed with, so a tax part that is away does not stop a
 * simulation: it is remarked.
 */
async function readMarginalRates(
  graph: HouseholdGraph,
  id: string,
  year: number,
): Promise<Pick<HouseholdFacts, "marginalRates" | "remarks">> {
  try {
    const answer = await graph.query<TaxAnswer>(TAX_DOCUMENT, { id, year });
    return { marginalRates: toRates(answer, year), remarks: [] };
  } catch (error) {
    if (error instanceof Failure) {
      return { marginalRates: null, remarks: ["The tax estimate did not answer."] };
    }
    const isAbsent =
      error instanceof Refusal &&
      (error.code === "TAX_PROFILE_MISSING" || error.code === "TAX_YEAR_UNKNOWN");
    if (isAbsent) return { marginalRates: null, remarks: [] };
    throw error;
  }
}

function toRates(answer: TaxAnswer, year: number): MarginalRates | null {
  const rates = answer.household?.taxEstimate?.marginalRates;
  if (!rates) return null;
  return {
    year,
    ordinary: Number(rates.ordinary),
    shortTermGain: Number(rates.shortTermGain),
    longTermGain: Number(rates.longTermGain),
  };
}

function toPosition(node: PositionNode): PositionFact {
  return {
    accountId: node.account.id,
    assetClass: node.instrument.assetClass,
    value: toMoney(node.marketValue ?? node.cost),
    isQuoted: node.marketValue !== null,
  };
}

function toMoney({ amount, currency }: WireMoney): Money {
  return money(parseDecimal(amount) ?? new Decimal(amount), currency);
}

/** The service's token is for this household: without an answer the graph is at fault, not the caller. */
function present<T>(household: T | null): T {
  if (household === null) throw new Failure("HOUSEHOLD_UNREADABLE");
  return household;
}
