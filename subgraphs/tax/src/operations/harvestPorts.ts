import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { PriceHistory } from "../domain/harvesting/dailyReturns.js";

/** Total-return closes of market-data. */
export interface PriceHistories {
  /** Any number of symbols in one request; unknown ones are left out. Both days included. */
  load(
    householdId: string,
    symbols: readonly string[],
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly PriceHistory[]>;
}

/** A substitute that a household does not want. */
export interface SubstituteVeto {
  readonly householdId: string;
  readonly substitute: string; // symbol, as `identityOf` writes it
  readonly insteadOf: string | null; // symbol of what is sold; null: of anything
}

/** Vetoes of the viewer's households; others are not there. */
export interface SubstituteVetoStore {
  /** By substitute, then by what it would stand for. */
  ofHousehold(householdId: string): Promise<readonly SubstituteVeto[]>;
  /** @returns false when the household has as many as it may have; an equal one is kept once */
  add(veto: SubstituteVeto, max: number): Promise<boolean>;
  /** @returns false when there was none */
  remove(veto: SubstituteVeto): Promise<boolean>;
}

/** What plans for sales need of the world. */
export interface HarvestServices {
  /** In New York. */
  today(): CalendarDate;
  readonly histories: PriceHistories;
}
