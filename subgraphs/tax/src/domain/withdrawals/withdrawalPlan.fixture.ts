import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { BLANK_FILER, blankFacts } from "../federalFacts.js";
import { isAgedIn } from "../taxProfile.js";
import type { WithdrawalPlan } from "../retirement/withdrawalOrder.js";
import type { WithdrawalInput } from "./withdrawalFacts.js";

const usd = (amount: number): Decimal => new Decimal(amount);

/** A single person from 2026 on without income: spending, balances and growth as told. */
export function withdrawals(
  years: number,
  spending: number,
  change: Partial<WithdrawalPlan> & {
    readonly balanceOf?: Partial<Record<keyof WithdrawalPlan["balances"], number>>;
    readonly benefits?: (year: number) => number;
  } = {},
): WithdrawalInput {
  const { balanceOf = {}, benefits = () => 0, ...plan } = change;
  const birthDate = plan.birthDate ?? date("1962-05-01");
  const { taxable = 0, taxableBasis = taxable, deferred = 0, roth = 0, hsa = 0 } = balanceOf;
  return {
    plan: {
      birthDate,
      firstYear: 2026,
      balances: {
        taxable: usd(taxable),
        taxableBasis: usd(taxableBasis),
        deferred: usd(deferred),
        roth: usd(roth),
        hsa: usd(hsa),
      },
      years: Array.from({ length: years }, (_, i) => ({
        spending: usd(spending),
        cashIncome: usd(benefits(2026 + i)),
        medicalCosts: usd(0),
      })),
      growth: usd(0),
      dividendYield: usd(0),
      discountRate: usd(0),
      finalRate: usd(0.2),
      finalGainRate: usd(0),
      ...plan,
    },
    returns: Array.from({ length: years }, (_, i) => ({
      ...blankFacts("SINGLE"),
      filers: [
        {
          ...BLANK_FILER,
          birthDate,
          isAged: isAgedIn(2026 + i, birthDate),
          socialSecurityBenefits: usd(benefits(2026 + i)),
        },
      ],
    })),
    priorMagi: null,
  };
}

/** Thirty years of a retiree of 64 with two millions in all kinds of accounts, benefits from 67. */
export const longRetirement = (years = 30): WithdrawalInput =>
  withdrawals(years, 95_000, {
    balanceOf: {
      taxable: 600_000,
      taxableBasis: 350_000,
      deferred: 1_100_000,
      roth: 300_000,
      hsa: 40_000,
    },
    benefits: (year) => (year >= 2029 ? 34_000 : 0),
    growth: usd(0.05),
    dividendYield: usd(0.015),
    discountRate: usd(0.05),
    finalRate: usd(0.24),
    finalGainRate: usd(0.15),
  });
