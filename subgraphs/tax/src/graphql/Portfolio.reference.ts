import { CalendarDateScalar, DateTimeScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { TaxTreatment } from "../domain/harvest.js";
import type {
  HeldSecurity,
  HoldingAccount,
  HouseholdLot,
  HouseholdPosition,
} from "../domain/harvesting/householdLot.js";
import type { HeldPortfolio } from "../operations/harvestPlan.js";
import { TaxTreatmentEnum } from "./TaxTreatment.js";

/** A portfolio as the router represents it: its key and, where plans are asked, what they require. */
export interface PortfolioReference {
  readonly id: string;
  readonly openPositions?: unknown;
  readonly lossesAtRisk?: unknown;
}

/** A portfolio by its key, which is the household's; its plans read the rest of the representation. */
export function resolvePortfolio(reference: PortfolioReference): Promise<PortfolioReference> {
  return Promise.resolve(reference);
}

type Wire = Readonly<Record<string, unknown>>;

/**
 * What the plans require, out of the wire form. By hand, for a household has thousands of lots. A
 * lot whose date or cost is missing is kept, without it: the plans say what becomes of it.
 *
 * @throws {Refusal} BAD_INPUT when a required field is missing or has another form
 */
export function toHeldPortfolio(reference: PortfolioReference): HeldPortfolio {
  return {
    householdId: reference.id,
    positions: listOf(reference.openPositions, "openPositions").map(toPosition),
    lossesAtRisk: listOf(reference.lossesAtRisk, "lossesAtRisk").map((wire) => ({
      instrumentId: textOf(wire["instrumentId"], "lossesAtRisk.instrumentId"),
      symbol: textOf(wire["symbol"], "lossesAtRisk.symbol"),
      loss: decimalOf(wire["loss"], "lossesAtRisk.loss"),
      until: dayOf(wire["until"]) ?? refuse("lossesAtRisk.until"),
    })),
  };
}

function toPosition(wire: Wire): HouseholdPosition {
  const account = toAccount(recordOf(wire["account"], "account"));
  const security = toSecurity(recordOf(wire["instrument"], "instrument"));
  const id = textOf(wire["id"], "id");
  const days = wire["reinvestedOn"];
  if (!Array.isArray(days)) throw missing("reinvestedOn");
  return {
    id,
    account,
    security,
    reinvestedOn: days.map((day) => dayOf(day) ?? refuse("reinvestedOn")),
    lots: listOf(wire["lots"], "lots").map((lot) => toLot(lot, { id, account, security })),
  };
}

function toAccount(wire: Wire): HoldingAccount {
  const treatment = textOf(wire["taxTreatment"], "account.taxTreatment");
  if (!(treatment in TaxTreatmentEnum)) throw missing("account.taxTreatment");
  return {
    id: textOf(wire["id"], "account.id"),
    name: textOf(wire["name"], "account.name"),
    kind: textOf(wire["kind"], "account.kind"),
    taxTreatment: treatment as TaxTreatment, // it is a key of the enum
  };
}

function toSecurity(wire: Wire): HeldSecurity {
  const quote = wire["quote"] ? recordOf(wire["quote"], "quote") : null;
  const price = quote && recordOf(quote["price"], "quote.price");
  return {
    instrumentId: textOf(wire["id"], "instrument.id"),
    symbol: textOf(wire["symbol"], "instrument.symbol"),
    assetClass: textOf(wire["assetClass"], "instrument.assetClass"),
    unitPriceUsd:
      quote && price
        ? decimalOf(price["amount"], "quote.price").times(decimalOf(quote["fxToUsd"], "fxToUsd"))
        : null,
    quotedAt: quote && DateTimeScalar.parseValue(textOf(quote["asOf"], "quote.asOf")),
  };
}

function toLot(
  wire: Wire,
  of: {
    readonly id: string;
    readonly account: HoldingAccount;
    readonly security: HeldSecurity;
  },
): HouseholdLot {
  const cost = recordOf(wire["cost"], "cost");
  const isCostKnown = wire["isCostKnown"] === true && cost["currency"] === "USD";
  return {
    id: textOf(wire["id"], "lots.id"),
    positionId: of.id,
    account: of.account,
    security: of.security,
    units: decimalOf(wire["units"], "lots.units"),
    cost: isCostKnown ? decimalOf(cost["amount"], "lots.cost") : null,
    acquiredOn: dayOf(wire["acquiredOn"]),
    purchasedOn: dayOf(wire["purchasedOn"]),
    purchaseId: textOf(wire["purchaseId"], "lots.purchaseId"),
    canReplace: wire["canReplace"] === true,
  };
}

function missing(field: string): Refusal {
  return new Refusal("BAD_INPUT", `the plan requires of a portfolio: ${field}`, { field });
}

const refuse = (field: string): never => {
  throw missing(field);
};

function listOf(value: unknown, field: string): readonly Wire[] {
  if (!Array.isArray(value)) throw missing(field);
  return value.map((item) => recordOf(item, field));
}

function recordOf(value: unknown, field: string): Wire {
  if (typeof value !== "object" || value === null) throw missing(field);
  // an object of JSON: every value is unknown
  return value as Wire;
}

function textOf(value: unknown, field: string): string {
  return typeof value === "string" && value !== "" ? value : refuse(field);
}

function decimalOf(value: unknown, field: string): Decimal {
  try {
    return DecimalScalar.parseValue(value);
  } catch {
    return refuse(field);
  }
}

/** Days that were read: a household's lots share them. */
const knownDays = new Map<string, CalendarDate | null>();
const KNOWN_DAYS_MAX = 20_000;

/** @returns null for what is no date */
function dayOf(value: unknown): CalendarDate | null {
  if (typeof value !== "string") return null;
  const known = knownDays.get(value);
  if (known !== undefined) return known;
  if (knownDays.size >= KNOWN_DAYS_MAX) knownDays.clear();
  const day = readDay(value);
  knownDays.set(value, day);
  return day;
}

function readDay(text: string): CalendarDate | null {
  try {
    return CalendarDateScalar.parseValue(text);
  } catch {
    return null;
  }
}
