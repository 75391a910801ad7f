import { CombinedGraphQLErrors, CombinedProtocolErrors, ServerError } from "@apollo/client/errors";

/** An error as a person reads it: what is the matter, and what to do next. */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly nextStep: string;
  readonly isRetryable: boolean;
}

/** What to do next, by code of the registry of refusals; the endpoint's own message says what is the matter. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  NOT_FOUND: "It was removed, or it belongs to another household. Go back and choose again.",
  BAD_INPUT: "Correct the value and send it again.",
  CONFLICT:
    "Somebody changed this meanwhile. The latest version is loaded; check it and save again.",
  RATE_LIMITED: "Wait a minute, then try again.",
  UNAVAILABLE: "The server did not answer. Check the connection and try again.",
  INTERNAL:
    "This is our fault. Try again; if it stays, give the incident number to whoever runs the server.",
  UNAUTHENTICATED: "Sign in again.",
  FORBIDDEN: "Ask an owner of the household for a role that may do this.",
  SIGN_IN_FAILED: "Check the e-mail address and the password.",
  PASSWORD_WRONG: "Type the password you sign in with.",
  EMAIL_TAKEN: "Sign in instead, or use another address.",
  WEAK_PASSWORD: "Choose at least 12 characters that are not a common password.",
  INVITATION_INVALID: "Ask for a new invitation.",
  LAST_OWNER: "Make somebody else an owner first.",
  UPLOAD_INVALID: "Drop the file again: a new upload address is made.",
  UPLOAD_TOO_LARGE: "Export a shorter period; a file may have 32 MiB.",
  UPLOAD_EMPTY: "Export the file again and drop the new one.",
  FILE_UNREADABLE: "Export the file as CSV and drop it again.",
  LAYOUT_UNKNOWN:
    "Use the transaction export of a broker on the list, or an OFX (Quicken, Money) download.",
  NO_ROWS: "Choose a longer period in the broker's export.",
  IMPORT_HAS_REJECTED_ROWS: "Skip the rejected rows, or mend the file and drop it again.",
  IMPORT_NOTHING_NEW: "There is nothing left to import; you can discard this file.",
  IMPORT_LATER_DEPENDS: "Undo the later imports first.",
  IMPORT_NOT_READY: "It moved on meanwhile; look at its present state.",
  TRANSACTION_LATER_DEPENDS:
    "Change the later transaction first, for example the sale of what this one bought.",
  UNKNOWN_SYMBOL: "Check the symbol; a share class is written with a dot, for example BRK.B.",
  NO_FX_RATE: "Enter the amounts in US dollars.",
  TAX_PROFILE_MISSING: "Fill in the tax profile of the year.",
  TAX_YEAR_UNKNOWN: "Choose a year whose tax figures are known.",
  SIMULATION_INPUT_INVALID: "Change the value the message names.",
};

interface Extensions {
  readonly code?: string;
  readonly retryable?: boolean;
  readonly incidentId?: string;
}

const UNAVAILABLE: Problem = {
  code: "UNAVAILABLE",
  title: "The server could not be reached",
  nextStep: NEXT_STEPS["UNAVAILABLE"] ?? "",
  isRetryable: true,
};

/** @param message what the endpoint says; empty for bugs, which have only an incident id */
export function problemOf(message: string, extensions: Extensions = {}): Problem {
  const code = extensions.code ?? "UNAVAILABLE";
  const isRetryable = extensions.retryable ?? code === "UNAVAILABLE";
  return {
    code,
    title: titleOf(code, message),
    nextStep:
      NEXT_STEPS[code] ?? (isRetryable ? "Try again." : "Change the request and try again."),
    isRetryable,
  };
}

function titleOf(code: string, message: string): string {
  if (code === "CONFLICT") return "Changed by somebody else";
  if (code === "UNAVAILABLE") return UNAVAILABLE.title;
  return message === "" ? "Something went wrong" : sentence(message);
}

function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}

/** Any error of Apollo, the socket or the network, as a problem. */
export function toProblem(error: unknown): Problem {
  if (CombinedGraphQLErrors.is(error) || CombinedProtocolErrors.is(error)) {
    const [first] = error.errors;
    if (first) return problemOf(first.message, first.extensions as Extensions);
  }
  if (ServerError.is(error)) return fromBody(error.bodyText) ?? UNAVAILABLE;
  return UNAVAILABLE;
}

/** @param body of an HTTP answer that is not 2xx: GraphQL errors, or anything at all */
export function fromBody(body: string): Problem | null {
  try {
    const { errors } = JSON.parse(body) as {
      readonly errors?: readonly { readonly message: string; readonly extensions?: Extensions }[];
    };
    const first = errors?.[0];
    return first ? problemOf(first.message, first.extensions) : null;
  } catch {
    return null;
  }
}
