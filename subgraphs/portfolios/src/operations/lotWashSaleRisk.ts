import { dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import {
  type WashSaleAcquisition,
  type WashSaleRisk,
  washSaleRisk,
} from "../domain/washSaleRisk.js";
import type { Account, StoredLot } from "./ports.js";

export interface NamedWashSaleRisk extends WashSaleRisk {
  readonly acquisitions: readonly (WashSaleAcquisition & { readonly accountName: string })[];
}

/** What the risk of a lot depends on; each answer is loaded once for all lots of a request. */
export interface WashSaleSources {
  lotsOfInstrument(instrumentId: string): Promise<readonly StoredLot[]>;
  accountsOfHousehold(householdId: string): Promise<readonly Account[]>;
  isExempt(instrumentId: string): Promise<boolean>;
}

/** The risk of selling the lot on the trading day that `now` falls on in New York. */
export async function lotWashSaleRisk(
  sources: WashSaleSources,
  lot: StoredLot,
  now: Date,
): Promise<NamedWashSaleRisk> {
  const [lots, accounts, isExempt] = await Promise.all([
    sources.lotsOfInstrument(lot.instrumentId),
    sources.accountsOfHousehold(lot.householdId),
    sources.isExempt(lot.instrumentId),
  ]);
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const risk = washSaleRisk(lot, {
    openLots: lots.filter(({ householdId }) => householdId === lot.householdId),
    accounts: byId,
    asOf: dateOfInstant(now, "America/New_York"),
    isExempt,
  });
  return {
    ...risk,
    acquisitions: risk.acquisitions.map((acquisition) => ({
      ...acquisition,
      accountName: byId.get(acquisition.accountId)?.name ?? "",
    })),
  };
}
