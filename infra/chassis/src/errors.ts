import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import { REFUSALS, type RefusalCode } from "@wealthgraph/kernel/refusalCodes";
import { newId } from "./id.js";
import type { Logger } from "./logger.js";

/** Apollo Server's and graphql-js' own codes, in the words of our registry. */
const TRANSLATED: Readonly<Record<string, RefusalCode>> = {
  BAD_USER_INPUT: "BAD_INPUT",
  GRAPHQL_PARSE_FAILED: "GRAPHQL_PARSE_FAILED",
  GRAPHQL_VALIDATION_FAILED: "GRAPHQL_VALIDATION_FAILED",
  OPERATION_RESOLUTION_FAILURE: "OPERATION_NOT_FOUND",
  BAD_REQUEST: "BAD_REQUEST",
  PERSISTED_QUERY_NOT_FOUND: "BAD_REQUEST",
  PERSISTED_QUERY_NOT_SUPPORTED: "BAD_REQUEST",
};

/** SQLSTATE classes and system errors that mean "the database did not answer", not "our statement is wrong". */
const UNANSWERED = /^(08|53|57P)|^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND)$/;

/**
 * The one place that turns an error into what a caller sees: a refusal with its code and facts, a
 * failure as UNAVAILABLE, anything else as INTERNAL with an incident id that stands in the log.
 */
export function toGraphQLError(error: unknown, log: Logger): GraphQLFormattedError {
  const outer = error instanceof GraphQLError ? error : null;
  const where = outer
    ? {
        ...(outer.locations ? { locations: outer.locations } : {}),
        ...(outer.path ? { path: outer.path } : {}),
      }
    : {};
  const cause = rootCause(error);
  if (cause instanceof Refusal) {
    log.info({ code: cause.code, path: outer?.path }, "refused");
    return { message: cause.message, ...where, extensions: extensionsOf(cause.code, cause.facts) };
  }
  if (isUnanswered(cause)) {
    log.warn({ err: cause, path: outer?.path }, "failure");
    return {
      message: "a part behind the endpoint did not answer; try again",
      ...where,
      extensions: extensionsOf("UNAVAILABLE"),
    };
  }
  if (outer && cause instanceof GraphQLError) return knownOrBug(outer, where, log);
  return bug(cause, where, log);
}

/** Codes a GraphQL layer raised by itself (syntax, validation, variables) keep their message. */
function knownOrBug(error: GraphQLError, where: object, log: Logger): GraphQLFormattedError {
  const { code: given } = error.extensions;
  const code = typeof given === "string" ? given : "";
  const known = code in REFUSALS ? (code as RefusalCode) : TRANSLATED[code];
  if (!known || known === "INTERNAL") {
    return error.path
      ? bug(error, where, log)
      : { message: error.message, ...where, extensions: extensionsOf("GRAPHQL_VALIDATION_FAILED") };
  }
  const facts = error.extensions["facts"] as Refusal["facts"] | undefined;
  return { message: error.message, ...where, extensions: extensionsOf(known, facts) };
}

function bug(cause: unknown, where: object, log: Logger): GraphQLFormattedError {
  const incidentId = newId();
  log.error({ err: cause, incidentId }, "bug");
  return {
    message: `our fault; incident ${incidentId}`,
    ...where,
    extensions: { ...extensionsOf("INTERNAL"), incidentId },
  };
}

function extensionsOf(code: RefusalCode, facts: Refusal["facts"] = {}): Record<string, unknown> {
  return {
    code,
    retryable: REFUSALS[code].retryable,
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
  };
}

function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function isUnanswered(cause: unknown): boolean {
  if (cause instanceof Failure) return true;
  if (!(cause instanceof Error)) return false;
  const { code } = cause as { code?: unknown };
  if (typeof code === "string" && UNANSWERED.test(code)) return true;
  return (
    cause.message.includes("Connection terminated") ||
    cause.message.includes("timeout exceeded when trying to connect")
  );
}
