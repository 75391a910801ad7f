import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar, Money } from "@wealthgraph/chassis/scalars";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { QuarantineReason as ReasonModel } from "../domain/quarantine.js";
import { QuarantineReason } from "./QuarantineReason.js";

@ObjectType({ description: "A price a provider gave that is not believed: shown, used nowhere." })
export class QuarantinedPrice {
  @Field(() => Money)
  price!: MoneyModel;

  @Field(() => DateTimeScalar, { description: "Instant the provider says it stands for." })
  asOf!: Date;

  @Field(() => String, { description: "The provider." })
  source!: string;

  @Field(() => QuarantineReason)
  reason!: ReasonModel;
}
