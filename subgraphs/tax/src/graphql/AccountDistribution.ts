import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { AccountDistribution as AccountDistributionModel } from "../domain/retirement/accountDistribution.js";
import type { AccountKind } from "../domain/retirement/householdAccounts.js";
import { AccountKindEnum } from "./AccountKind.js";
import { DistributionYear } from "./DistributionYear.js";

type Rule = AccountDistributionModel["rule"];
type Table = NonNullable<AccountDistributionModel["table"]>;
type Source = NonNullable<AccountDistributionModel["balanceSource"]>;

export const DistributionRuleEnum: Readonly<Record<Rule, Rule>> = {
  OWNER: "OWNER",
  INHERITED: "INHERITED",
  NONE: "NONE",
  UNKNOWN: "UNKNOWN",
};
registerEnumType(DistributionRuleEnum, {
  name: "DistributionRule",
  description: "NONE: nothing is asked. UNKNOWN: a fact is missing, and no number stands for it.",
});

export const DistributionTableEnum: Readonly<Record<Table, Table>> = {
  UNIFORM: "UNIFORM",
  JOINT: "JOINT",
  BENEFICIARY: "BENEFICIARY",
};
registerEnumType(DistributionTableEnum, {
  name: "DistributionTable",
  description:
    "JOINT: for a spouse as sole beneficiary, more than ten years younger. BENEFICIARY: years of an inherited account.",
});

export const BalanceSourceEnum: Readonly<Record<Source, Source>> = {
  STATED: "STATED",
  STORED: "STORED",
  ESTIMATED: "ESTIMATED",
};
registerEnumType(BalanceSourceEnum, {
  name: "BalanceSource",
  description:
    "STATED by the caller, or STORED at the year's end; ESTIMATED: from last trade prices.",
});

@ObjectType({ description: "What one account must pay in a year; USD." })
export class AccountDistribution {
  @Field(() => ID)
  accountId!: string;

  @Field(() => AccountKindEnum)
  kind!: AccountKind;

  @Field(() => ID, { nullable: true })
  ownerId!: string | null;

  @Field(() => DistributionRuleEnum)
  rule!: Rule;

  @Field(() => String, { nullable: true, description: "Why nothing is asked, or what is missing." })
  reason!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "On 31 December before." })
  balance!: Decimal | null;

  @Field(() => BalanceSourceEnum, { nullable: true })
  balanceSource!: Source | null;

  @Field(() => Int, { nullable: true, description: "First year with a minimum; null: never." })
  firstYear!: number | null;

  @Field(() => DistributionTableEnum, { nullable: true })
  table!: Table | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Years." })
  divisor!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Null: not known." })
  amount!: Decimal | null;

  @Field(() => Int, {
    nullable: true,
    description: "Of an inherited account: the year at whose end nothing is left.",
  })
  emptyBy!: number | null;

  @Field(() => [DistributionYear], { description: "With growth, where a projection is asked for." })
  years!: readonly DistributionYear[];
}
