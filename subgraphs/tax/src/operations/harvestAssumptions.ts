import type { PricedHarvestPlan } from "./harvestPlan.js";
import { saleAssumptions } from "./saleAssumptions.js";

/** What a plan's figures rest on, as sentences to be shown with them. */
export function harvestAssumptions({ plan, terms, year }: PricedHarvestPlan): readonly string[] {
  const rate = `${plan.laterRate.times(100).toDecimalPlaces(2).toFixed()} %`;
  return [
    `Whole lots are sold on ${plan.asOf} at their latest quotes, without fees, in the order given, and nothing substantially identical is bought in the 30 days after.`,
    ...saleAssumptions(year),
    `Deferral: each replacement is sold after ${terms.yearsUntilSale} years and its gain is taxed at ${rate} (${terms.laterRate ? "as stated" : "a long-term gain of this size in a year like this without other gains"}), discounted at ${terms.discountRate.times(100).toFixed()} % a year; a loss carried forward is set against that gain.`,
    "Purchases of the very same security wash a sale, in every account of the household but a child's; units bought in the 30 days before count while they are still held. Other securities of our list are a warning only.",
    ...(plan.sheltered > 0
      ? [
          `${plan.sheltered} lots stand in sheltered accounts: a sale there has no tax; a purchase there washes for good.`,
        ]
      : []),
  ];
}
