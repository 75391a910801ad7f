import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Money } from "@wealthgraph/kernel/money";
import type { TaxTreatment } from "../domain/harvest.js";

/** What a household holds, as portfolios and market-data know it. */
export interface HouseholdHoldings {
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly taxTreatment: TaxTreatment;
    readonly cash: Money;
  }[];
  readonly positions: readonly HeldPosition[];
}

export interface HeldPosition {
  readonly accountId: string;
  readonly symbol: string;
  readonly assetClass: string; // of market-data
  readonly units: Decimal;
  readonly marketValue: Money | null; // USD; null without a quote
  readonly lots: readonly {
    readonly units: Decimal;
    readonly acquiredOn: CalendarDate;
    readonly isCostKnown: boolean;
    readonly cost: Money;
  }[];
}

/** Reads the other subgraphs' part of a household. */
export interface HouseholdHoldingsSource {
  /** @throws {Failure} when the graph does not answer */
  read(householdId: string): Promise<HouseholdHoldings>;
}
