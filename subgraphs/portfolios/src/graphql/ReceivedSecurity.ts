import { Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { ReceivedSecurity as ReceivedModel } from "../domain/transaction.js";
import { Instrument } from "./Instrument.js";

@ObjectType({ description: "The security that a corporate action gave." })
export class ReceivedSecurity {
  @Field(() => String)
  symbol!: string;

  @Field(() => DecimalScalar, { nullable: true, description: "null: as many as were held." })
  units!: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Of a spin-off: share of the cost that went with it, 0 to 1.",
  })
  basisShare!: Decimal | null;
}

@Resolver(() => ReceivedSecurity)
export class ReceivedSecurityFields {
  @FieldResolver(() => Instrument)
  instrument(@Root() { instrumentId }: ReceivedModel): { readonly id: string } {
    return { id: instrumentId };
  }
}
