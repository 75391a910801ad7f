import { Decimal } from "@wealthgraph/kernel/decimal";
import { requireNotNegative } from "./contributionAge.js";
import { smaller } from "../exact.js";
import { retirementParametersFor } from "./retirementParameters.js";

const SHARE = new Decimal("0.25"); // 26 USC 402(h)(2)(A), 404(h)(1)(C)

/**
 * What an employer may put into an employee's SEP IRA: 25 % of compensation, at most the 415(c)
 * limit. There is no catch-up.
 *
 * @param compensation USD, >= 0; counted up to the 401(a)(17) limit
 * @throws {Refusal} TAX_YEAR_UNKNOWN, and BAD_INPUT for a negative amount
 */
export function sepLimit(compensation: Decimal, year: number): Decimal {
  requireNotNegative({ compensation });
  const { compensationLimit, annualAdditions } = retirementParametersFor(year);
  const counted = smaller(compensation, compensationLimit.value);
  return smaller(counted.times(SHARE), annualAdditions.value);
}

/**
 * The same for the self-employed: their compensation is what is left after the contribution, so
 * that the share is 25 / 125 of net earnings.
 *
 * @param netEarnings USD, >= 0: profit less half the self-employment tax
 * @see IRS Publication 560, Rate Worksheet for Self-Employed
 */
export function sepLimitSelfEmployed(netEarnings: Decimal, year: number): Decimal {
  requireNotNegative({ netEarnings });
  const { compensationLimit, annualAdditions } = retirementParametersFor(year);
  const own = netEarnings.times(SHARE).div(SHARE.plus(1));
  const ofLimit = compensationLimit.value.times(SHARE);
  return smaller(smaller(own, ofLimit), annualAdditions.value);
}
