import { z } from "zod";
import type { GraphClient } from "@wealthgraph/chassis/graphClient";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import type { TaxDisposal } from "../domain/reports/taxDisposal.js";
import { DISPOSALS } from "../graphql/disposalReference.js";
import type { YearOfDisposals } from "../operations/buildReport.js";
import type { DisposalSource } from "../operations/reportPorts.js";

export const REALIZED_DOCUMENT = `query TaxRealized($id: ID!, $from: CalendarDate!, $to: CalendarDate!) {
  household(id: $id) { portfolio { realizedGains(from: $from, to: $to) {
    capitalGainDistributions shortTerm { count } longTerm { count } sheltered { count } } } }
}`;

export const DISPOSALS_DOCUMENT = `query TaxDisposals($id: ID!, $from: CalendarDate!, $to: CalendarDate!, $after: String) {
  household(id: $id) { portfolio { disposals(from: $from, to: $to, first: 100, after: $after) {
    edges { node { id transactionId source symbol units purchasedOn acquiredOn disposedOn term
      proceeds { amount currency } cost { amount currency } disallowedLoss { amount currency }
      permanentLoss { amount currency } isCostKnown isDigitalAsset taxTreatment accountKind broker
      washSaleUntil } }
    pageInfo { hasNextPage endCursor } } } }
}`;

const count = z.object({ count: z.number().int() });
const REALIZED = z.object({
  capitalGainDistributions: z.string().transform((text) => DecimalScalar.parseValue(text)),
  shortTerm: count,
  longTerm: count,
  sheltered: count,
});

const PAGE = z.object({
  edges: z.array(
    z.object({ node: z.looseObject({ accountKind: z.string(), broker: z.string().nullable() }) }),
  ),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});

interface Answer {
  readonly household: { readonly portfolio: Readonly<Record<string, unknown>> } | null;
}

/** Disposals of a year through the router, as tax's own service for one household. */
export class RouterDisposals implements DisposalSource {
  readonly #graph: Pick<GraphClient, "forHousehold">;

  constructor(graph: Pick<GraphClient, "forHousehold">) {
    this.#graph = graph;
  }

  async count(householdId: string, year: number): Promise<number> {
    const { shortTerm, longTerm, sheltered } = await this.#realized(householdId, year);
    return shortTerm.count + longTerm.count + sheltered.count;
  }

  async read(
    householdId: string,
    year: number,
    onPage: (read: number) => Promise<void>,
  ): Promise<YearOfDisposals> {
    const { capitalGainDistributions } = await this.#realized(householdId, year);
    const disposals: TaxDisposal[] = [];
    let after: string | null = null;
    do {
      const variables = { ...rangeOf(householdId, year), after };
      const page: z.output<typeof PAGE> = parsed(
        PAGE,
        (await this.#ask(householdId, DISPOSALS_DOCUMENT, variables))["disposals"],
      );
      const nodes = page.edges.map(({ node }) => ({
        ...node,
        brokerCode: node.broker,
        isOfChild: node.accountKind === "CUSTODIAL",
      }));
      disposals.push(...parsed(DISPOSALS, nodes));
      await onPage(disposals.length);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    return { disposals, capitalGainDistributions };
  }

  async #realized(householdId: string, year: number): Promise<z.output<typeof REALIZED>> {
    const variables = rangeOf(householdId, year);
    const portfolio = await this.#ask(householdId, REALIZED_DOCUMENT, variables);
    return parsed(REALIZED, portfolio["realizedGains"]);
  }

  async #ask(
    householdId: string,
    document: string,
    variables: object,
  ): Promise<Readonly<Record<string, unknown>>> {
    const answer = await this.#graph.forHousehold(householdId).query<Answer>(document, variables);
    if (!answer.household) throw new Refusal("NOT_FOUND", "no such household among yours");
    return answer.household.portfolio;
  }
}

const rangeOf = (id: string, year: number) => ({
  id,
  from: `${year}-01-01`,
  to: `${year}-12-31`,
});

function parsed<Out>(shape: z.ZodType<Out>, value: unknown): Out {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new Failure("GRAPH_ANSWER_UNKNOWN", { cause: result.error });
}
