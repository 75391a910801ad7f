import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";

/** What a household states for its harvest. */
export interface HarvestTerms {
  readonly minLoss: Decimal; // USD, >= 0: allowed loss of a lot that is worth a trade
  readonly minPosition: Decimal; // USD, >= 0: market value of the lot's position
  readonly laterRate: Decimal | null; // tax per dollar when the replacement is sold; null: by the engine
  readonly yearsUntilSale: number; // of the replacement, 0 to 60
  readonly discountRate: Decimal; // a year, 0 to 0.5
  readonly state: string | null; // postal code; null: federal tax alone
}

export const DEFAULT_TERMS: HarvestTerms = {
  minLoss: new Decimal(500),
  minPosition: new Decimal(1_000),
  laterRate: null,
  yearsUntilSale: 10,
  discountRate: new Decimal("0.04"),
  state: null,
};

const YEARS_MAX = 60;
const DISCOUNT_MAX = new Decimal("0.5");
const ONE = new Decimal(1);

/** @throws {Refusal} BAD_INPUT naming the field that is out of its range */
export function checkTerms(terms: HarvestTerms): void {
  const { minLoss, minPosition, laterRate, yearsUntilSale, discountRate } = terms;
  const refuse = (field: string, allowed: string, asked: string): never => {
    throw new Refusal("BAD_INPUT", `${field} is ${allowed} (asked: ${asked})`, { field });
  };
  if (minLoss.lt(0)) refuse("minLoss", "at least 0", minLoss.toFixed());
  if (minPosition.lt(0)) refuse("minPosition", "at least 0", minPosition.toFixed());
  if (laterRate && (laterRate.lt(0) || laterRate.gt(1)))
    refuse("laterRate", "0 to 1", laterRate.toFixed());
  if (!Number.isInteger(yearsUntilSale) || yearsUntilSale < 0 || yearsUntilSale > YEARS_MAX)
    refuse("yearsUntilSale", `0 to ${YEARS_MAX}, whole`, String(yearsUntilSale));
  if (discountRate.lt(0) || discountRate.gt(DISCOUNT_MAX))
    refuse("discountRate", `0 to ${DISCOUNT_MAX.toFixed()}`, discountRate.toFixed());
}

/** What a dollar of tax at the later sale is worth today. */
export const discountOf = ({ discountRate, yearsUntilSale }: HarvestTerms): Decimal =>
  ONE.div(ONE.plus(discountRate).pow(yearsUntilSale));

/**
 * What a loss taken now costs later: the replacement has a lower cost than the lot had, by every
 * dollar of loss that no wash sale put back into a cost; what is carried forward is set against
 * that very gain. The present value of the tax on the rest.
 *
 * @returns USD, >= 0
 */
export function deferralCost(
  of: { readonly counted: Decimal; readonly permanent: Decimal; readonly carried: Decimal },
  later: { readonly rate: Decimal; readonly discount: Decimal },
): Decimal {
  const moreGain = of.counted.plus(of.permanent).minus(of.carried);
  return moreGain.lte(0) ? ZERO : moreGain.times(later.rate).times(later.discount);
}
