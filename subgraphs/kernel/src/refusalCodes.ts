/** One entry of the registry of refusals. */
export interface RefusalEntry {
  /** What the caller did or asked, and what to do about it. */
  readonly meaning: string;
  /** True when the same request may succeed later without being changed. */
  readonly retryable: boolean;
  /** Status of an HTTP answer that consists of this refusal alone; 200 when data may stand beside it. */
  readonly httpStatus: 200 | 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 503;
}

const entry = (
  meaning: string,
  httpStatus: RefusalEntry["httpStatus"] = 200,
  retryable = false,
): RefusalEntry => ({ meaning, retryable, httpStatus });

/**
 * Every code a caller may branch on. `schema/refusals.md` is generated from this table; a retired
 * code stays with its reason in the meaning.
 */
export const REFUSALS = {
  // Every endpoint
  BAD_REQUEST: entry(
    "The HTTP request is not a GraphQL request: malformed JSON, charset or content type.",
    400,
  ),
  GRAPHQL_PARSE_FAILED: entry("The document is not GraphQL.", 400),
  GRAPHQL_VALIDATION_FAILED: entry("The document does not fit the schema.", 400),
  OPERATION_NOT_FOUND: entry(
    "The named operation is not in the document, or the document has several and none is named.",
    400,
  ),
  OPERATION_TOO_COMPLEX: entry(
    "The document passes a limit (depth, aliases, directives, tokens, selections); the facts say which.",
    400,
  ),
  BATCHING_NOT_ALLOWED: entry("One operation a request: a JSON array is not accepted.", 400),
  METHOD_NOT_ALLOWED: entry("Mutations need POST; the endpoint takes GET and POST.", 400),
  CSRF_PREVENTED: entry(
    "The request could come from a foreign page: send Content-Type: application/json or the header apollo-require-preflight.",
    400,
  ),
  PAYLOAD_TOO_LARGE: entry("The body is larger than the limit in the facts.", 413),
  UNSUPPORTED_MEDIA_TYPE: entry("The content type is not one this address takes.", 415),
  NOT_FOUND: entry("There is nothing with this id that you may see.", 404),
  BAD_INPUT: entry(
    "An argument is out of its range or form; the message says which and what is allowed.",
  ),
  CONFLICT: entry(
    "The row was changed by someone else since you read it: read it again and repeat.",
    409,
    true,
  ),
  IDEMPOTENCY_KEY_REUSED: entry("The same idempotency key came with another request.", 409),
  RATE_LIMITED: entry("Too many requests; the facts say when the next one is taken.", 429, true),
  UNAVAILABLE: entry("A part behind the endpoint did not answer; try again.", 503, true),
  INTERNAL: entry("Our own fault; the incident id finds it in the log."),
  // Identity
  UNAUTHENTICATED: entry(
    "The request needs a valid access token; it has none, or it is expired or forged.",
    401,
  ),
  FORBIDDEN: entry(
    "You are signed in, but your role or the token's scopes do not allow this.",
    403,
  ),
  SIGN_IN_FAILED: entry("The e-mail address or the password is wrong."),
  PASSWORD_WRONG: entry("The present password is wrong."),
  EMAIL_TAKEN: entry("There is an account with this e-mail address already: sign in instead."),
  WEAK_PASSWORD: entry("The password is too short or one of the commonly used ones."),
  REFRESH_TOKEN_INVALID: entry("The refresh token is unknown, expired or revoked: sign in again."),
  REFRESH_TOKEN_REUSED: entry(
    "This refresh token was used before; every session that came from it is signed out. Sign in again.",
  ),
  INVITATION_INVALID: entry(
    "The invitation is unknown, used, withdrawn or expired: ask for a new one.",
  ),
  LAST_OWNER: entry("A household keeps at least one owner: make someone else owner first."),
  // Market data
  UNKNOWN_SYMBOL: entry("No instrument with this symbol is known."),
  NO_QUOTE: entry("No provider has a price for this instrument."),
  NO_FX_RATE: entry(
    "No exchange rate is known for this pair at or before this date, or a lot was bought in one currency and sold in another.",
  ),
  // Imports
  UPLOAD_INVALID: entry(
    "The upload address is unknown, expired or was used before: create a new import.",
    404,
  ),
  UPLOAD_TOO_LARGE: entry("The file is larger than the limit in the facts.", 413),
  UPLOAD_EMPTY: entry("The file has no bytes.", 400),
  FILE_UNREADABLE: entry(
    "The file is not text in a known encoding (UTF-8, UTF-16 or Windows-1252), or not CSV.",
  ),
  LAYOUT_UNKNOWN: entry("No known broker layout has these column names."),
  MAPPING_INVALID: entry(
    "The mapping lacks what rows need, names a column that the file does not have, or a word twice; the message says which.",
  ),
  NO_ROWS: entry("The file has a known header and no rows."),
  IMPORT_NOT_READY: entry(
    "The import is not in the state this needs; the facts say in which it is.",
  ),
  IMPORT_HAS_REJECTED_ROWS: entry(
    "Rows are rejected: confirm with skipRejected, or mend the file and upload it again.",
  ),
  IMPORT_NOTHING_NEW: entry("Every row of the file is in the account already."),
  IMPORT_LATER_DEPENDS: entry(
    "Later transactions depend on this import (they sell what it bought): undo them first.",
  ),
  ROW_BAD_DATE: entry("The row's date is not a date in the layout's form."),
  ROW_BAD_NUMBER: entry(
    "A number in the row cannot be read, or has a sign its action does not allow.",
  ),
  ROW_UNKNOWN_ACTION: entry("The row's action is not one we know for this layout."),
  ROW_MISSING_FIELD: entry("The row lacks a field its action needs."),
  ROW_CELL_TOO_LONG: entry("A cell has more characters than the limit in the facts."),
  UNITS_EXCEED_POSITION: entry("More units are sold than are held on that date."),
  // Ledger
  SHORT_NOT_ALLOWED: entry(
    "The account does not allow short sales, its kind cannot, or the action is not booked on a short position; the message says which.",
  ),
  LOT_NOT_HELD: entry(
    "The sale names more units of a purchase than the account holds of it on that date.",
  ),
  LOT_METHOD_NOT_ALLOWED: entry(
    "The law lets cost be averaged for mutual funds and dividend reinvestment plans only, by instrument.",
  ),
  LOT_METHOD_RESTATES: entry(
    "The lot method would change sales that are booked; the facts say how many. Begin later, or say restateSales.",
  ),
  TRANSACTION_LATER_DEPENDS: entry(
    "Another transaction would be impossible after this change, for example a sale of what is taken back: change that one first.",
  ),
  // Tax
  TAX_YEAR_UNKNOWN: entry("No tax parameters are carried for this year."),
  TAX_STATE_UNKNOWN: entry("No income tax rules are carried for this state; the facts name it."),
  TAX_PROFILE_MISSING: entry(
    "The household has no tax profile for this year: set one with setTaxProfile.",
  ),
  LOT_COST_UNKNOWN: entry(
    "A lot came without its cost, or its cost is not in USD: state it before a sale is priced.",
  ),
  LOT_DATE_UNKNOWN: entry("A lot has no date of purchase on or before the day of the sale."),
  CONTRIBUTION_OVER_LIMIT: entry(
    "A contribution is more than the law or the plan takes; the facts say how much is allowed.",
  ),
  REPORT_TOO_LARGE: entry(
    "The year has more lots closed than one answer holds: make a file with createTaxReport.",
  ),
  REPORT_NOT_IN_TXF: entry(
    "The report has rows for which the format TXF has no place: make a CSV or PDF file.",
  ),
  DOWNLOAD_INVALID: entry(
    "The download address is unknown, expired or of a file that is gone: ask for a new one.",
    404,
  ),
  PLAN_RUNNING: entry(
    "The plan takes longer than a query may and goes on; the facts say how far it is. Ask the same again in a moment.",
    200,
    true,
  ),
  PLAN_TIMED_OUT: entry(
    "The plan took longer than the limit in the facts and was stopped; ask for fewer years or accounts, or later.",
    200,
    true,
  ),
  PLAN_INFEASIBLE: entry("No plan keeps all these constraints; the message says which to loosen."),
  // Planning
  SIMULATION_NOT_READY: entry("The simulation has no result yet."),
  PLAN_MISSING: entry("The household has no plan: save one with savePlan."),
  PLAN_INVALID: entry(
    "The household plan contradicts itself or has a figure out of range; the facts name the element.",
  ),
  SIMULATION_INPUT_INVALID: entry(
    "The simulation's inputs cannot be run; the message says which and why.",
  ),
  HISTORY_TOO_SHORT: entry(
    "The market history has fewer months or years than the model needs; the facts say how many: import a longer one or choose another model.",
  ),
  HISTORY_INVALID: entry(
    "The market history file cannot be read; the facts name the line and the column.",
  ),
  MARKET_NOT_IDENTIFIED: entry(
    "The model's parameters cannot be told from this history: ask for fewer regimes or assets, or choose another model.",
  ),
  CONSTRUCTION_INPUT_INVALID: entry(
    "A portfolio cannot be constructed or tested back from these inputs (weights that do not sum to one, an unknown asset, a history too short); the facts name the input.",
  ),
  COVARIANCE_NOT_POSITIVE_DEFINITE: entry(
    "The correlations contradict each other, or an asset has no risk or duplicates others: correct them, or let them be repaired where the input says so.",
  ),
  PORTFOLIO_INFEASIBLE: entry(
    "No weights keep all the constraints; the facts name one that cannot hold with the others.",
  ),
  PORTFOLIO_NO_SOLUTION: entry(
    "There is no optimum of this kind, for example a highest Sharpe ratio where nothing is expected to return more than the risk-free rate.",
  ),
} as const satisfies Record<string, RefusalEntry>;

export type RefusalCode = keyof typeof REFUSALS;
