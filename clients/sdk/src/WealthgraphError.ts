/** One error of an answer, as the endpoint sends it. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    readonly code?: string;
    readonly retryable?: boolean;
    readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  };
}

/** The endpoint refused or did not answer. Branch on `code`; schema/refusals.md lists them. */
export class WealthgraphError extends Error {
  override readonly name = "WealthgraphError";
  readonly code: string;
  /** True when the same request may succeed later. */
  readonly retryable: boolean;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** Every error of the answer; `code` is the first one's. */
  readonly errors: readonly AnswerError[];

  constructor(errors: readonly AnswerError[]) {
    const first = errors[0];
    super(first?.message ?? "no answer");
    this.code = first?.extensions?.code ?? "UNAVAILABLE";
    this.retryable = first?.extensions?.retryable ?? this.code === "UNAVAILABLE";
    this.facts = first?.extensions?.facts ?? {};
    this.errors = errors;
  }

  /** The network, or something between here and the endpoint, failed. */
  static unavailable(cause: unknown): WealthgraphError {
    const message = cause instanceof Error ? cause.message : String(cause);
    return new WealthgraphError([
      { message, extensions: { code: "UNAVAILABLE", retryable: true } },
    ]);
  }
}
