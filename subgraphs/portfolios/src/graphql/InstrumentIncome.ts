import { Field, FieldResolver, Float, ObjectType, Resolver, Root } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { InstrumentIncome as InstrumentIncomeModel } from "../operations/portfolioIncome.js";
import { Instrument } from "./Instrument.js";

@ObjectType({ description: "Income of one instrument, in USD." })
export class InstrumentIncome {
  @Field(() => DecimalScalar, { description: "Before withholding and fees." })
  gross!: Decimal;

  @Field(() => DecimalScalar, { description: "Tax withheld, less refunds." })
  withheld!: Decimal;

  @Field(() => DecimalScalar)
  fees!: Decimal;

  @Field(() => DecimalScalar, { description: "Gross less withheld and fees." })
  net!: Decimal;

  @Field(() => DecimalScalar, { description: "Gross dividends of the twelve months until `to`." })
  trailingDividends!: Decimal;

  @Field(() => Float, {
    nullable: true,
    description: "Trailing dividends by the cost of what is held now; null when none is held.",
  })
  yieldOnCost!: number | null;
}

@Resolver(() => InstrumentIncome)
export class InstrumentIncomeFields {
  @FieldResolver(() => Instrument, {
    nullable: true,
    description: "Null for income of no security, such as interest on cash.",
  })
  instrument(@Root() { instrumentId }: InstrumentIncomeModel): { readonly id: string } | null {
    return instrumentId === null ? null : { id: instrumentId };
  }
}
