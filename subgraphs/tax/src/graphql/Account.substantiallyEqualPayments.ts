import { Arg, Ctx, Field, FieldResolver, InputType, Resolver, Root } from "type-graphql";
import { Requires } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, DecimalScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { SeppPayment } from "../domain/retirement/substantiallyEqualPayments.js";
import { seriesOf } from "../operations/accountPlans.js";
import { Account } from "./Account.js";
import {
  ACCOUNT_FIELDS,
  type AccountReference,
  toAccountInHousehold,
} from "./Account.reference.js";
import type { TaxContext } from "./context.js";
import { SeriesOfPayments } from "./SeriesOfPayments.js";
import { dollarsOrNull } from "./TaxDetailsInput.js";

@InputType({ description: "Rates are fractions a year." })
export class SubstantiallyEqualPaymentsInput {
  @Field(() => CalendarDateScalar, { description: "Before 59 and a half." })
  firstPaymentOn!: CalendarDate;

  @Field(() => DecimalScalar, { description: "At most 5 % or 120 % of the mid-term rate." })
  rate!: Decimal;

  @Field(() => DecimalScalar, {
    description: "120 % of the federal mid-term rate, the higher of the two months before.",
  })
  midTermRate120!: Decimal;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "Absent: what the account held at the end of the year before.",
  })
  balance?: MoneyInput | null;
}

@Resolver(() => Account)
export class AccountSubstantiallyEqualPayments {
  @Requires(ACCOUNT_FIELDS)
  @FieldResolver(() => [SeriesOfPayments], {
    nullable: true,
    description: "By each of the three methods. Null with BAD_INPUT.",
  })
  substantiallyEqualPayments(
    @Root() reference: AccountReference,
    @Arg("input", () => SubstantiallyEqualPaymentsInput) input: SubstantiallyEqualPaymentsInput,
    @Ctx() context: TaxContext,
  ): readonly SeppPayment[] {
    const { firstPaymentOn, rate, midTermRate120 } = input;
    return seriesOf(context.viewer, toAccountInHousehold(reference), {
      firstPaymentOn,
      rate,
      midTermRate120,
      balance: dollarsOrNull("balance", input.balance),
    });
  }
}
