import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { newId } from "@wealthgraph/chassis/id";
import type { Logger } from "@wealthgraph/chassis/logger";
import { Failure, Refusal, type RefusalFacts } from "@wealthgraph/kernel/refusal";
import { REFUSALS, type RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import { DocumentRefused } from "./admission.js";
import type { RouterMetrics } from "./metrics.js";

/** Apollo Server's own codes in the words of the registry. */
const TRANSLATED: Readonly<Record<string, RefusalCode>> = {
  BAD_USER_INPUT: "BAD_INPUT",
  BAD_REQUEST: "BAD_REQUEST",
  OPERATION_RESOLUTION_FAILURE: "OPERATION_NOT_FOUND",
  PERSISTED_QUERY_NOT_FOUND: "BAD_REQUEST",
  PERSISTED_QUERY_NOT_SUPPORTED: "BAD_REQUEST",
};

/** A subgraph that says so blames the router's request, which no client wrote. */
const OURS_WHEN_A_SUBGRAPH_SAYS_IT: ReadonlySet<string> = new Set<RefusalCode>([
  "BAD_REQUEST",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_NOT_FOUND",
  "OPERATION_TOO_COMPLEX",
  "BATCHING_NOT_ALLOWED",
  "METHOD_NOT_ALLOWED",
  "CSRF_PREVENTED",
  "UNSUPPORTED_MEDIA_TYPE",
]);

export interface ErrorMaskOptions {
  readonly metrics: RouterMetrics;
  /** Pass errors on as they are: for conformance suites. */
  readonly isTransparent: boolean;
}

/**
 * What a caller sees of an error, over HTTP and WebSocket alike: a registered code with its message
 * and facts, or INTERNAL with an incident id whose line in the log has the rest.
 */
export class ErrorMask {
  readonly #options: ErrorMaskOptions;

  constructor(options: ErrorMaskOptions) {
    this.#options = options;
  }

  /** @returns at least one error */
  ofThrown(error: unknown, log: Logger): readonly GraphQLFormattedError[] {
    if (error instanceof DocumentRefused) {
      log.info({ code: error.code }, "refused");
      return error.errors.map((e) => this.#counted(shown(error.code, e.message, e)));
    }
    if (error instanceof Refusal) {
      log.info({ code: error.code }, "refused");
      return [this.#counted(shown(error.code, error.message, {}, error.facts))];
    }
    if (error instanceof Failure) {
      log.warn({ err: error }, "failure");
      const message = "a part behind the endpoint did not answer; try again";
      return [this.#counted(shown("UNAVAILABLE", message))];
    }
    return [this.ofGraphQL(error instanceof GraphQLError ? error : asGraphQL(error), log)];
  }

  ofGraphQL(error: GraphQLError, log: Logger): GraphQLFormattedError {
    if (this.#options.isTransparent) return error.toJSON();
    const { code, serviceName, facts, incidentId } = error.extensions;
    const name = typeof code === "string" ? code : "";
    const fromSubgraph = typeof serviceName === "string";
    const known = name in REFUSALS ? (name as RefusalCode) : TRANSLATED[name];
    const isOurs =
      !known || known === "INTERNAL" || (fromSubgraph && OURS_WHEN_A_SUBGRAPH_SAYS_IT.has(name));
    if (!isOurs) {
      log.info({ code: known, path: error.path, subgraph: serviceName }, "refused");
      return this.#counted(shown(known, error.message, error, factsOf(facts)));
    }
    const id = typeof incidentId === "string" && fromSubgraph ? incidentId : newId();
    log.error({ err: error, incidentId: id, subgraph: serviceName }, "bug");
    const masked = shown("INTERNAL", `our fault; incident ${id}`, error);
    return this.#counted({ ...masked, extensions: { ...masked.extensions, incidentId: id } });
  }

  #counted(error: GraphQLFormattedError): GraphQLFormattedError {
    this.#options.metrics.refusals.inc({ code: String(error.extensions?.["code"]) });
    return error;
  }
}

/** @returns the status of an HTTP answer that has errors and no data */
export function statusOfRefusal(error: GraphQLFormattedError | undefined): number {
  const code = error?.extensions?.["code"] as RefusalCode | undefined;
  if (!code || !(code in REFUSALS)) return 400;
  const { httpStatus } = REFUSALS[code];
  return httpStatus === 200 ? (code === "INTERNAL" ? 500 : 400) : httpStatus;
}

function shown(
  code: RefusalCode,
  message: string,
  at: Pick<GraphQLError, "path" | "locations"> | Record<string, never> = {},
  facts: RefusalFacts = {},
): GraphQLFormattedError {
  return {
    message,
    ...(at.locations ? { locations: at.locations } : {}),
    ...(at.path ? { path: at.path } : {}),
    extensions: {
      code,
      retryable: REFUSALS[code].retryable,
      ...(Object.keys(facts).length > 0 ? { facts } : {}),
    },
  };
}

function factsOf(facts: unknown): RefusalFacts {
  return typeof facts === "object" && facts !== null ? (facts as RefusalFacts) : {};
}

function asGraphQL(error: unknown): GraphQLError {
  const original = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(original.message, { originalError: original });
}
