import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { WithdrawalAnswer, WithdrawalStrategy } from "../domain/withdrawals/withdrawalPlan.js";
import { SolverStatusEnum } from "./SolverStatus.js";
import { WithdrawalStrategyEnum } from "./WithdrawalStrategy.js";
import { cents, WithdrawalYear, withdrawalYearOf } from "./WithdrawalYear.js";

@ObjectType({ description: "A strategy over all years; USD." })
export class WithdrawalOutcome {
  @Field(() => WithdrawalStrategyEnum)
  strategy!: WithdrawalStrategy;

  @Field(() => DecimalScalar)
  totalTax!: Decimal;

  @Field(() => DecimalScalar, { description: "At the discount rate." })
  presentTax!: Decimal;

  @Field(() => DecimalScalar, { description: "Over 0: the plan does not pay for its life." })
  totalShortfall!: Decimal;

  @Field(() => Int, { nullable: true })
  firstShortfallYear!: number | null;

  @Field(() => DecimalScalar, { description: "Left at the end, after the final rates." })
  finalAfterTax!: Decimal;

  @Field(() => [WithdrawalYear])
  years!: readonly WithdrawalYear[];
}

@ObjectType({ description: "How the mixed-integer programme ended." })
export class WithdrawalSolver {
  @Field(() => SolverStatusEnum, { description: "Of the last programme." })
  status!: WithdrawalAnswer["solver"]["status"];

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "What the last programme could add to its own proposal at most, as a fraction. No bound for the exact engine.",
  })
  gap!: Decimal | null;

  @Field(() => Int)
  programmes!: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "What the last programme took its proposal for, less the exact amount; USD.",
  })
  error!: Decimal | null;
}

@ObjectType({
  description:
    "What to draw from which accounts, each year by the exact engine. Informational only, not advice.",
})
export class WithdrawalPlan {
  @Field(() => WithdrawalStrategyEnum, {
    description: "The smallest shortfall, then the most left after tax; on a tie a named order.",
  })
  best!: WithdrawalStrategy;

  @Field(() => DecimalScalar, {
    description: "Of what is left, over the conventional order; USD of the last year.",
  })
  advantage!: Decimal;

  @Field(() => [WithdrawalOutcome], {
    description: "The named orders, then OPTIMISED where the solver answered in time.",
  })
  outcomes!: readonly WithdrawalOutcome[];

  @Field(() => WithdrawalSolver)
  solver!: WithdrawalSolver;

  @Field(() => [String])
  assumptions!: readonly string[];

  @Field(() => [String])
  notModelled!: readonly string[];
}

export function withdrawalPlanOf(plan: WithdrawalAnswer): WithdrawalPlan {
  const { best, solver, assumptions, notModelled } = plan;
  return {
    best,
    advantage: cents(plan.advantage),
    outcomes: plan.outcomes.map((outcome) => ({
      strategy: outcome.strategy,
      totalTax: cents(outcome.totalTax),
      presentTax: cents(outcome.presentTax),
      totalShortfall: cents(outcome.totalShortfall),
      firstShortfallYear: outcome.firstShortfallYear,
      finalAfterTax: cents(outcome.finalAfterTax),
      years: outcome.rows.map(withdrawalYearOf),
    })),
    solver: {
      ...solver,
      gap: solver.gap === null ? null : new Decimal(solver.gap.toFixed(8)),
      error: solver.error && cents(solver.error),
    },
    assumptions,
    notModelled,
  };
}
