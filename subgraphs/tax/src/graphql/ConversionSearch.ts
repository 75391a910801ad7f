import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "How the proposal was found; USD in today's money." })
export class ConversionSearch {
  @Field(() => DecimalScalar, {
    description: "Of the proposal over the best named strategy, >= 0.",
  })
  gainOverNamed!: Decimal;

  @Field(() => DecimalScalar, {
    description: "The dynamic programme's best proposal, replayed by the exact engine.",
  })
  programmeWealth!: Decimal;

  @Field(() => String, {
    description: "DYNAMIC_PROGRAMME, or the named strategy that was ahead of it.",
  })
  startedFrom!: string;

  @Field(() => Boolean, { description: "False: a local optimum, no bound is computed." })
  isProvenOptimal!: boolean;
}
