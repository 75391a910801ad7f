import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Money } from "@wealthgraph/kernel/money";

/** A person of the household. */
export interface PersonFact {
  readonly id: string;
  readonly birthDate: CalendarDate | null;
}

export interface AccountFact {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly taxTreatment: string;
}

/** An open position; `value` is its cost when there is no quote. */
export interface PositionFact {
  readonly accountId: string;
  readonly assetClass: string;
  readonly value: Money;
  readonly isQuoted: boolean;
}

/** Marginal federal rates of the household in a year, as fractions. */
export interface MarginalRates {
  readonly year: number;
  readonly ordinary: number;
  readonly shortTermGain: number;
  readonly longTermGain: number;
}

/** What the other subgraphs know of a household at one moment. */
export interface HouseholdFacts {
  readonly people: readonly PersonFact[];
  readonly accounts: readonly AccountFact[];
  readonly positions: readonly PositionFact[];
  /** Cash of all accounts. */
  readonly cash: Money;
  /** null when the household has no tax profile for the year */
  readonly marginalRates: MarginalRates | null;
  /** What was missing when it was read, in words. */
  readonly remarks: readonly string[];
}
