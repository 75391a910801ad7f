import { request } from "undici";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import { REFUSALS, type RefusalCode } from "@wealthgraph/kernel/refusalCodes";

export interface GraphClientOptions {
  /** The router's endpoint. */
  readonly routerUrl: string;
  /** The users subgraph's endpoint; service tokens come from the same origin. */
  readonly usersUrl: string;
  readonly serviceSecret: string;
  /** The subgraph that asks, as it appears in the token's subject. */
  readonly service: string;
  readonly timeoutMs?: number;
}

interface ServiceToken {
  readonly accessToken: string;
  readonly expiresAtMs: number;
}

const RENEW_BEFORE_MS = 30_000;

/** Asks the graph through the router, as a service that acts for one household. For jobs and mutations, not inside a query. */
export class GraphClient {
  readonly #options: GraphClientOptions;
  readonly #tokens = new Map<string, ServiceToken>();

  constructor(options: GraphClientOptions) {
    this.#options = options;
  }

  forHousehold(householdId: string): HouseholdGraph {
    return { query: (document, variables) => this.#query(householdId, document, variables) };
  }

  async #query<Data>(householdId: string, document: string, variables: object = {}): Promise<Data> {
    const token = await this.#token(householdId);
    const answer = await this.#post(this.#options.routerUrl, token, { query: document, variables });
    const { data, errors } = answer as { data?: Data; errors?: readonly GraphAnswerError[] };
    if (errors?.[0]) throw toError(errors[0]);
    if (!data) throw new Failure("GRAPH_UNAVAILABLE");
    return data;
  }

  async #token(householdId: string): Promise<string> {
    const known = this.#tokens.get(householdId);
    if (known && known.expiresAtMs - RENEW_BEFORE_MS > Date.now()) return known.accessToken;
    const url = new URL("/internal/service-token", this.#options.usersUrl).href;
    const body = { service: this.#options.service, householdId };
    const answer = (await this.#post(url, this.#options.serviceSecret, body)) as {
      accessToken?: string;
      expiresAt?: string;
    };
    if (!answer.accessToken || !answer.expiresAt) throw new Failure("SERVICE_TOKEN_REFUSED");
    const token = { accessToken: answer.accessToken, expiresAtMs: Date.parse(answer.expiresAt) };
    for (const [id, old] of this.#tokens) if (old.expiresAtMs < Date.now()) this.#tokens.delete(id);
    this.#tokens.set(householdId, token);
    return token.accessToken;
  }

  async #post(url: string, bearer: string, body: object): Promise<unknown> {
    const timeoutMs = this.#options.timeoutMs ?? 30_000;
    try {
      const response = await request(url, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${bearer}` },
        body: JSON.stringify(body),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      return await response.body.json();
    } catch (error) {
      throw new Failure("GRAPH_UNAVAILABLE", { cause: error });
    }
  }
}

/** The graph as one household's service sees it. */
export interface HouseholdGraph {
  /**
   * @returns the answer's data; an answer with any error throws, so that no job books half an answer
   * @throws {Refusal} with the code of the answer's first error
   * @throws {Failure} when the graph does not answer, or a part behind it
   */
  query<Data>(document: string, variables?: object): Promise<Data>;
}

interface GraphAnswerError {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly facts?: Refusal["facts"] };
}

function toError(error: GraphAnswerError): Refusal | Failure {
  const code = error.extensions?.code ?? "INTERNAL";
  const isRefusal = code in REFUSALS && code !== "UNAVAILABLE" && code !== "INTERNAL";
  if (isRefusal)
    return new Refusal(code as RefusalCode, error.message, error.extensions?.facts ?? {});
  return new Failure("GRAPH_UNAVAILABLE", { cause: error });
}
