import { Failure } from "@wealthgraph/kernel/refusal";

/** How a provider did not answer. */
export type FaultKind =
  | "TIMED_OUT"
  | "UNREACHABLE"
  | "SERVER_ERROR"
  | "REFUSED"
  | "RATE_LIMITED"
  | "GARBAGE"
  | "BREAKER_OPEN";

const RETRIED: ReadonlySet<FaultKind> = new Set<FaultKind>([
  "TIMED_OUT",
  "UNREACHABLE",
  "SERVER_ERROR",
  "GARBAGE",
]);

/** A provider did not answer, or not in its documented form. Never carries an address or a key. */
export class ProviderFault extends Failure {
  constructor(
    readonly kind: FaultKind,
    readonly detail: string,
    /** Of a rate limit: when the provider may be asked again, seconds from now; null when it does not say */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(`PROVIDER_${kind}: ${detail}`);
  }

  /** True when the same question may be answered in a moment. */
  get isTransient(): boolean {
    return RETRIED.has(this.kind);
  }
}
