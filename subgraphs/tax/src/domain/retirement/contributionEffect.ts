import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero } from "../exact.js";
import type { FederalFacts, Filer } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { stateReturn } from "../states/stateTax.js";
import type { SaverStep, SavingsStepKind } from "./contributionOrder.js";

/** What contributions change on the year's returns, by two exact ones. USD, > 0 is saved. */
export interface ContributionEffect {
  readonly federalTaxSaved: Decimal;
  readonly stateTaxSaved: Decimal | null; // null without a state
}

/** Savers as the effect needs them, in the order of the return. */
interface Effect {
  readonly state: string | null;
  readonly isTraditional: boolean; // pre-tax money is the better treatment
  readonly savers: readonly {
    readonly hsa: { readonly throughPayroll: boolean } | null;
    readonly plan: { readonly hasRoth: boolean } | null;
  }[];
  readonly steps: readonly SaverStep[];
}

/**
 * The tax that the steps save this year: deferrals and HSA money through payroll leave the wages,
 * other HSA and traditional IRA money is deducted, all retirement saving counts for the saver's
 * credit. The deferral for the match is pre-tax where that is the better treatment, or the plan has no other.
 */
export function effectOf(facts: FederalFacts, year: number, of: Effect): ContributionEffect {
  const parameters = federalParametersFor(year);
  const after: FederalFacts = {
    ...facts,
    filers: facts.filers.map((filer, i) => withSteps(filer, i, of)),
  };
  const [before, later] = [federalTax(facts, parameters), federalTax(after, parameters)];
  const { state } = of;
  return {
    federalTaxSaved: before.netTax.minus(later.netTax),
    stateTaxSaved: state
      ? stateReturn(state, year, facts, before).tax.minus(
          stateReturn(state, year, after, later).tax,
        )
      : null,
  };
}

const RETIREMENT: readonly SavingsStepKind[] = [
  "DEFERRAL_FOR_MATCH",
  "TRADITIONAL_DEFERRAL",
  "ROTH_DEFERRAL",
  "TRADITIONAL_IRA",
  "ROTH_IRA",
  "BACKDOOR_ROTH_IRA",
];

function withSteps(filer: Filer, index: number, { savers, steps, isTraditional }: Effect): Filer {
  const own = steps.filter((s) => s.saver === index);
  const of = (...kinds: readonly SavingsStepKind[]) =>
    sum(own.filter((s) => kinds.includes(s.kind)).map((s) => s.amount));
  const saver = savers[index];
  const isMatchRoth = !isTraditional && (saver?.plan?.hasRoth ?? false);
  const preTax = of(
    "TRADITIONAL_DEFERRAL",
    ...(isMatchRoth ? [] : (["DEFERRAL_FOR_MATCH"] as const)),
  );
  const hsa = of("HSA");
  const throughPayroll = saver?.hsa?.throughPayroll ? hsa : ZERO;
  const off = (wages: Decimal, amount: Decimal) => atLeastZero(wages.minus(amount));
  const covered = (wages: Decimal | null) => off(wages ?? filer.wages, throughPayroll);
  return {
    ...filer,
    wages: off(filer.wages, preTax.plus(throughPayroll)),
    // deferrals stay in what Social Security and Medicare tax, HSA money through payroll does not
    socialSecurityWages: covered(filer.socialSecurityWages),
    medicareWages: covered(filer.medicareWages),
    electiveDeferrals: filer.electiveDeferrals.plus(preTax),
    hsaDeduction: filer.hsaDeduction.plus(hsa.minus(throughPayroll)),
    iraDeduction: filer.iraDeduction.plus(of("TRADITIONAL_IRA")),
    saversContributions: filer.saversContributions.plus(of(...RETIREMENT)),
  };
}
