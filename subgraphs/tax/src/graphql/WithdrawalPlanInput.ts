import { Field, InputType, Int } from "type-graphql";
import { CalendarDateScalar, DecimalScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { WithdrawalRequest } from "../operations/withdrawalPlan.js";
import { ConversionIncomeInput, toPriorMagi } from "./ConversionPlanInput.js";
import { dollars } from "./TaxDetailsInput.js";

@InputType({
  description: "Until the next period begins; in money of the first year, growing with inflation.",
})
export class WithdrawalPeriodInput {
  @Field(() => Int)
  fromYear!: number;

  @Field(() => [ConversionIncomeInput], { description: "One for each person on the return." })
  people!: ConversionIncomeInput[];

  @Field(() => MoneyInput, { description: "A year, after tax and Medicare surcharges." })
  spending!: MoneyInput;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "Part of the spending that an HSA may pay; absent: 0.",
  })
  medicalCosts?: MoneyInput | null;
}

@InputType({
  description:
    "Which accounts pay for which year. Filing status, deductions and coverage are those of the tax profile of the first year. Balances stand on 31 December before it. Rates are fractions a year.",
})
export class WithdrawalPlanInput {
  @Field(() => Int, { description: "The household has a tax profile of it." })
  firstYear!: number;

  @Field(() => Int, { description: "1 to 40." })
  years!: number;

  @Field(() => CalendarDateScalar, { description: "Of the owner of the deferred accounts." })
  ownerBirthDate!: CalendarDate;

  @Field(() => MoneyInput, { nullable: true })
  taxable?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Cost of the taxable account." })
  taxableBasis?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Traditional IRAs and plans." })
  deferred?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Qualified." })
  roth?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true })
  hsa?: MoneyInput | null;

  @Field(() => [WithdrawalPeriodInput], { description: "The first begins with the first year." })
  periods!: WithdrawalPeriodInput[];

  @Field(() => DecimalScalar, { description: "Of every account, dividends apart." })
  growth!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Qualified, of the taxable account; absent: 0.",
  })
  dividendYield?: Decimal | null;

  @Field(() => DecimalScalar, {
    description: "Tax on what is left in deferred accounts and the HSA.",
  })
  finalRate!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "On gains left; absent: 0, a step-up at death.",
  })
  finalGainRate?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Absent: 0.025." })
  inflation?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Nominal; absent: 0.05." })
  discountRate?: Decimal | null;

  @Field(() => [MoneyInput], {
    nullable: true,
    description:
      "AGI plus tax-exempt interest of the two years before; they decide first surcharges.",
  })
  priorMagi?: MoneyInput[] | null;
}

/** @throws {Refusal} BAD_INPUT for amounts that are not in USD, or other than two earlier incomes */
export function toWithdrawalRequest(input: WithdrawalPlanInput): WithdrawalRequest {
  return {
    years: input.years,
    inflation: input.inflation?.toNumber() ?? 0.025,
    periods: input.periods.map(({ fromYear, people, spending, medicalCosts }) => ({
      fromYear,
      people: people.map((p) => ({
        wages: dollars("wages", p.wages),
        pensions: dollars("pensions", p.pensions),
        socialSecurityBenefits: dollars("socialSecurityBenefits", p.socialSecurityBenefits),
      })),
      spending: dollars("spending", spending),
      medicalCosts: dollars("medicalCosts", medicalCosts),
    })),
    plan: {
      birthDate: input.ownerBirthDate,
      balances: {
        taxable: dollars("taxable", input.taxable),
        taxableBasis: dollars("taxableBasis", input.taxableBasis),
        deferred: dollars("deferred", input.deferred),
        roth: dollars("roth", input.roth),
        hsa: dollars("hsa", input.hsa),
      },
      growth: input.growth,
      dividendYield: input.dividendYield ?? ZERO,
      discountRate: input.discountRate ?? new Decimal("0.05"),
      finalRate: input.finalRate,
      finalGainRate: input.finalGainRate ?? ZERO,
    },
    priorMagi: toPriorMagi(input.priorMagi),
  };
}
