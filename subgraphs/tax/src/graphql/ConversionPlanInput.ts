import { Field, InputType, Int } from "type-graphql";
import { CalendarDateScalar, DecimalScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { ConversionPlanInput as ConversionPlanFacts } from "../domain/conversions/conversionPlanInput.js";
import type { ConversionPlanRequest } from "../operations/conversionPlan.js";
import { dollars, HealthCoverageInput, toCoverage } from "./TaxDetailsInput.js";

@InputType({
  description: "A person of the return with balances on 31 December before the first year; USD.",
})
export class ConversionSaverInput {
  @Field(() => CalendarDateScalar)
  birthDate!: CalendarDate;

  @Field(() => MoneyInput, { description: "All traditional, SEP and SIMPLE IRAs." })
  traditional!: MoneyInput;

  @Field(() => MoneyInput, { nullable: true, description: "Form 8606 line 2, part of them." })
  traditionalBasis?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true })
  roth?: MoneyInput | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "Part of roth, free at any time; the rest is earnings. Absent: all of it.",
  })
  rothContributions?: MoneyInput | null;

  @Field(() => Int, {
    nullable: true,
    description: "Year of the first contribution to any Roth IRA. Absent: over five years ago.",
  })
  rothSince?: number | null;
}

@InputType({ description: "Rates are fractions a year." })
export class ConversionTaxableAccountInput {
  @Field(() => MoneyInput)
  balance!: MoneyInput;

  @Field(() => MoneyInput)
  costBasis!: MoneyInput;

  @Field(() => DecimalScalar)
  priceGrowth!: Decimal;

  @Field(() => DecimalScalar)
  dividendYield!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: "Of the dividends; absent: 1." })
  qualifiedShare?: Decimal | null;
}

@InputType({ description: "A year's income of one person; USD, >= 0, absent amounts are 0." })
export class ConversionIncomeInput {
  @Field(() => MoneyInput, { nullable: true })
  wages?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true })
  pensions?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true })
  socialSecurityBenefits?: MoneyInput | null;
}

@InputType({
  description: "Until the next period begins; in money of the first year, growing with inflation.",
})
export class ConversionPeriodInput {
  @Field(() => Int)
  fromYear!: number;

  @Field(() => [ConversionIncomeInput], { description: "One for each saver." })
  people!: ConversionIncomeInput[];

  @Field(() => MoneyInput, {
    description: "Cash of these incomes less living costs, before tax and distributions; signed.",
  })
  netCash!: MoneyInput;
}

@InputType({
  description:
    "A Roth conversion plan. Filing status, deductions and coverage are those of the tax profile of the first year. Rates are fractions a year.",
})
export class ConversionPlanInput {
  @Field(() => Int, { description: "The household has a tax profile of it." })
  firstYear!: number;

  @Field(() => Int, { description: "1 to 40." })
  years!: number;

  @Field(() => [ConversionSaverInput], { description: "Each person on the return, in its order." })
  savers!: ConversionSaverInput[];

  @Field(() => ConversionTaxableAccountInput)
  taxableAccount!: ConversionTaxableAccountInput;

  @Field(() => [ConversionPeriodInput], { description: "The first begins with the first year." })
  periods!: ConversionPeriodInput[];

  @Field(() => DecimalScalar)
  traditionalGrowth!: Decimal;

  @Field(() => DecimalScalar)
  rothGrowth!: Decimal;

  @Field(() => DecimalScalar, { description: "Tax on what is left in traditional accounts." })
  terminalRate!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: "On gains then; absent: 0." })
  terminalGainRate?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Absent: 0.025." })
  inflation?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Nominal; absent: 0.05." })
  discountRate?: Decimal | null;

  @Field(() => String, { nullable: true, description: "Postal code; absent: federal tax only." })
  state?: string | null;

  @Field(() => Boolean, { defaultValue: true })
  havePartD!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: "Joint table for minimums." })
  isSpouseSoleBeneficiary!: boolean;

  @Field(() => [MoneyInput], {
    nullable: true,
    description:
      "AGI plus tax-exempt interest of the two years before; they decide first surcharges.",
  })
  priorMagi?: MoneyInput[] | null;

  @Field(() => HealthCoverageInput, {
    nullable: true,
    description:
      "Coverage of the first year, in place of the tax profile's. Premiums grow with inflation, fall in proportion when one of the insured becomes 65 and end with the last.",
  })
  marketplace?: HealthCoverageInput | null;
}

/** @throws {Refusal} BAD_INPUT for amounts that are not in USD, or other than two earlier incomes */
export function toConversionPlanRequest(input: ConversionPlanInput): ConversionPlanRequest {
  return {
    years: input.years,
    periods: input.periods.map(({ fromYear, people, netCash }) => ({
      fromYear,
      people: people.map((p) => ({
        wages: dollars("wages", p.wages),
        pensions: dollars("pensions", p.pensions),
        socialSecurityBenefits: dollars("socialSecurityBenefits", p.socialSecurityBenefits),
      })),
      netCash: dollars("netCash", netCash),
    })),
    marketplace: input.marketplace ? toCoverage(input.marketplace) : null,
    assumptions: toAssumptions(input),
  };
}

function toAssumptions(input: ConversionPlanInput): Omit<ConversionPlanFacts, "years"> {
  const { taxableAccount } = input;
  return {
    savers: input.savers.map((s) => ({
      birthDate: s.birthDate,
      traditional: dollars("traditional", s.traditional),
      traditionalBasis: dollars("traditionalBasis", s.traditionalBasis),
      roth: dollars("roth", s.roth),
      ...(s.rothContributions
        ? { rothContributions: dollars("rothContributions", s.rothContributions) }
        : {}),
      ...(s.rothSince === null || s.rothSince === undefined ? {} : { rothSince: s.rothSince }),
    })),
    isSpouseSoleBeneficiary: input.isSpouseSoleBeneficiary,
    taxable: {
      balance: dollars("balance", taxableAccount.balance),
      costBasis: dollars("costBasis", taxableAccount.costBasis),
      priceGrowth: taxableAccount.priceGrowth.toNumber(),
      dividendYield: taxableAccount.dividendYield.toNumber(),
      qualifiedShare: orElse(taxableAccount.qualifiedShare, 1),
    },
    growth: {
      traditional: input.traditionalGrowth.toNumber(),
      roth: input.rothGrowth.toNumber(),
    },
    state: input.state ?? null,
    inflation: orElse(input.inflation, 0.025),
    discountRate: orElse(input.discountRate, 0.05),
    terminalRates: {
      traditional: input.terminalRate.toNumber(),
      gain: orElse(input.terminalGainRate, 0),
    },
    havePartD: input.havePartD,
    priorMagi: toPriorMagi(input.priorMagi),
  };
}

const orElse = (rate: Decimal | null | undefined, otherwise: number): number =>
  rate?.toNumber() ?? otherwise;

/** @throws {Refusal} BAD_INPUT for other than two amounts in USD */
export function toPriorMagi(
  given: MoneyInput[] | null | undefined,
): ConversionPlanFacts["priorMagi"] {
  if (!given) return null;
  const [earlier, later, ...more] = given;
  if (!earlier || !later || more.length > 0) {
    throw new Refusal(
      "BAD_INPUT",
      "priorMagi has two amounts: of two years and of one year before.",
    );
  }
  return [dollars("priorMagi", earlier), dollars("priorMagi", later)];
}
