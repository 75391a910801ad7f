import { z } from "zod";
import type { GraphClient } from "@wealthgraph/chassis/graphClient";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import type {
  HeldPosition,
  HouseholdHoldings,
  HouseholdHoldingsSource,
} from "../operations/householdHoldings.js";

/** A household's accounts with their cash. */
export const ACCOUNTS_DOCUMENT = `query TaxAccounts($id: ID!) {
  household(id: $id) { accounts { id name taxTreatment cash { amount currency } } }
}`;

/** One page of open positions with their lots and today's value. */
export const POSITIONS_DOCUMENT = `query TaxPositions($id: ID!, $after: String) {
  household(id: $id) { portfolio { positions(first: 100, after: $after) {
    edges { node {
      symbol
      units
      account { id }
      instrument { assetClass }
      marketValue { amount currency }
      lots { units acquiredOn isCostKnown cost { amount currency } }
    } }
    pageInfo { hasNextPage endCursor }
  } } }
}`;

/** Pages read at most: 20,000 positions. */
const PAGES_MAX = 200;

const decimal = z.string().transform((text) => DecimalScalar.parseValue(text));
const day = z.string().transform((text) => CalendarDateScalar.parseValue(text));
const money = z.object({ amount: decimal, currency: z.string() });

const ACCOUNTS = z.object({
  household: z.object({
    accounts: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        taxTreatment: z.enum(["TAXABLE", "TAX_DEFERRED", "ROTH", "HSA", "EDUCATION"]),
        cash: money,
      }),
    ),
  }),
});

const POSITION = z
  .object({
    symbol: z.string(),
    units: decimal,
    account: z.object({ id: z.string() }),
    instrument: z.object({ assetClass: z.string() }),
    marketValue: money.nullable(),
    lots: z.array(
      z.object({ units: decimal, acquiredOn: day, isCostKnown: z.boolean(), cost: money }),
    ),
  })
  .transform(({ account, instrument, ...position }): HeldPosition => ({
    ...position,
    accountId: account.id,
    assetClass: instrument.assetClass,
  }));

const POSITIONS = z.object({
  household: z.object({
    portfolio: z.object({
      positions: z.object({
        edges: z.array(z.object({ node: POSITION })),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      }),
    }),
  }),
});

/** Reads what a household holds through the router, as tax's service. */
export class RouterHouseholdHoldings implements HouseholdHoldingsSource {
  readonly #graph: Pick<GraphClient, "forHousehold">;

  constructor(graph: Pick<GraphClient, "forHousehold">) {
    this.#graph = graph;
  }

  async read(householdId: string): Promise<HouseholdHoldings> {
    const graph = this.#graph.forHousehold(householdId);
    const answer = await graph.query(ACCOUNTS_DOCUMENT, { id: householdId });
    const { accounts } = understood(ACCOUNTS, answer).household;
    const positions: HeldPosition[] = [];
    let after: string | null = null;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const next: unknown = await graph.query(POSITIONS_DOCUMENT, { id: householdId, after });
      const { edges, pageInfo } = understood(POSITIONS, next).household.portfolio.positions;
      positions.push(...edges.map((edge) => edge.node));
      if (!pageInfo.hasNextPage) return { accounts, positions };
      after = pageInfo.endCursor;
    }
    throw new Refusal("BAD_INPUT", "A household's plan takes 20,000 positions.", {
      positionsMax: PAGES_MAX * 100,
    });
  }
}

/** The service's token is for this household: an answer of another form is the graph's fault. */
function understood<Shape>(shape: z.ZodType<Shape>, answer: unknown): Shape {
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Failure("HOUSEHOLD_UNREADABLE", { cause: parsed.error });
}
