import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { termOf } from "../holdingPeriod.js";
import type { Form8949Options } from "./form8949.js";
import type { StatedForm, TaxDisposal } from "./taxDisposal.js";

const LINE =
  /^(?<units>[\d.]+) (?<symbol>\S+) (?<acquired>\S+) (?<sold>\S+) (?<proceeds>[\d.]+) - (?<cost>[\d.]+)(?: washed (?<washed>[\d.]+))?$/;

/**
 * A disposal in a line, for tests: `10 VTI 2024-01-02 2025-03-04 1000 - 1200 washed 50`. Of a taxable
 * account at Schwab; its id is the line, each line is a sale of its own.
 */
export function disposal(line: string, more: Partial<TaxDisposal> = {}): TaxDisposal {
  const found = LINE.exec(line)?.groups;
  if (!found) throw new RangeError(`not a disposal: ${line}`);
  const [acquired, sold] = [date(found["acquired"] ?? ""), date(found["sold"] ?? "")];
  return {
    id: line,
    transactionId: `sale ${line}`,
    source: "SALE",
    symbol: found["symbol"] ?? "",
    units: new Decimal(found["units"] ?? "0"),
    purchasedOn: acquired,
    acquiredOn: acquired,
    disposedOn: sold,
    term: termOf(acquired, sold),
    proceeds: new Decimal(found["proceeds"] ?? "0"),
    cost: new Decimal(found["cost"] ?? "0"),
    disallowedLoss: new Decimal(found["washed"] ?? "0"),
    permanentLoss: new Decimal(0),
    isCostKnown: true,
    isDigitalAsset: false,
    isSheltered: false,
    isOfChild: false,
    broker: "SCHWAB",
    washSaleUntil: null,
    ...more,
  };
}

export const CENTS: Form8949Options = {
  grouping: "EACH_LOT",
  rounding: "CENTS",
  totalsOnScheduleD: false,
};

/** What a household states of one disposal, for tests: what is not named is not stated. */
export function statedForm(disposalId: string, more: Partial<StatedForm> = {}): StatedForm {
  return {
    disposalId,
    reporting: null,
    proceeds: null,
    reportedCost: null,
    cost: null,
    term: null,
    codes: [],
    adjustment: null,
    ...more,
  };
}
