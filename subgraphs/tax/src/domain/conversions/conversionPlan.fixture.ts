import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { BLANK_FILER, blankFacts } from "../federalFacts.js";
import type { ConversionPlanInput, Saver } from "./conversionPlanInput.js";

/** A saver in one line for tests: born, traditional, Roth, basis. */
export function saver(born: string, traditional: number, roth = 0, basis = 0): Saver {
  return {
    birthDate: date(born),
    traditional: new Decimal(traditional),
    traditionalBasis: new Decimal(basis),
    roth: new Decimal(roth),
  };
}

/** One person without growth, inflation, income or costs: what a reader can compute by hand. */
export function still(more: Partial<ConversionPlanInput> = {}, years = 2): ConversionPlanInput {
  return {
    savers: [saver("1966-05-01", 0)],
    isSpouseSoleBeneficiary: false,
    taxable: {
      balance: new Decimal(0),
      costBasis: new Decimal(0),
      priceGrowth: 0,
      dividendYield: 0,
      qualifiedShare: 1,
    },
    growth: { traditional: 0, roth: 0 },
    years: Array.from({ length: years }, (_, i) => ({
      year: 2026 + i,
      facts: blankFacts("SINGLE"),
      netCash: new Decimal(0),
    })),
    state: null,
    inflation: 0,
    discountRate: 0,
    terminalRates: { traditional: 0.24, gain: 0 },
    havePartD: true,
    priorMagi: null,
    ...more,
  };
}

/** A retired couple of 62 and 60 with 1.5 million of IRAs; Social Security from 67. */
export function retirees({ years = 30, state = null as string | null } = {}): ConversionPlanInput {
  return {
    ...still(),
    savers: [saver("1964-03-10", 1_100_000, 60_000), saver("1966-09-21", 400_000, 20_000, 15_000)],
    taxable: {
      balance: new Decimal(700_000),
      costBasis: new Decimal(450_000),
      priceGrowth: 0.04,
      dividendYield: 0.018,
      qualifiedShare: 0.85,
    },
    growth: { traditional: 0.06, roth: 0.06 },
    years: Array.from({ length: years }, (_, i) => {
      const benefits = [i >= 5 ? 38_000 : 0, i >= 7 ? 22_000 : 0];
      const blank = blankFacts("MARRIED_FILING_JOINTLY");
      return {
        year: 2026 + i,
        facts: {
          ...blank,
          interest: new Decimal(6_000),
          filers: benefits.map((b) => ({
            ...BLANK_FILER,
            socialSecurityBenefits: new Decimal(Math.round(b * 1.025 ** i)),
          })),
        },
        netCash: new Decimal(
          Math.round((benefits[0] ?? 0) + (benefits[1] ?? 0) + 6_000 - 70_000 * 1.02 ** i),
        ),
      };
    }),
    state,
    inflation: 0.025,
    discountRate: 0.05,
    terminalRates: { traditional: 0.24, gain: 0 },
  };
}
