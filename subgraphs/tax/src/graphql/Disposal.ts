import { Field, ID, ObjectType } from "type-graphql";
import { External } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import { DisposalSourceEnum } from "./DisposalSource.js";
import { GainTermEnum } from "./GainTerm.js";
import { TaxTreatmentEnum } from "./TaxTreatment.js";

/** Owned by portfolios; tax reports it. */
@ObjectType()
export class Disposal {
  @External()
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => ID)
  transactionId!: string;

  @External()
  @Field(() => DisposalSourceEnum)
  source!: string;

  @External()
  @Field(() => String)
  symbol!: string;

  @External()
  @Field(() => DecimalScalar)
  units!: string;

  @External()
  @Field(() => CalendarDateScalar)
  purchasedOn!: string;

  @External()
  @Field(() => CalendarDateScalar)
  acquiredOn!: string;

  @External()
  @Field(() => CalendarDateScalar)
  disposedOn!: string;

  @External()
  @Field(() => GainTermEnum)
  term!: string;

  @External()
  @Field(() => Money)
  proceeds!: Money;

  @External()
  @Field(() => Money)
  cost!: Money;

  @External()
  @Field(() => Money)
  disallowedLoss!: Money;

  @External()
  @Field(() => Money)
  permanentLoss!: Money;

  @External()
  @Field(() => Boolean)
  isCostKnown!: boolean;

  @External()
  @Field(() => Boolean)
  isDigitalAsset!: boolean;

  @External()
  @Field(() => TaxTreatmentEnum)
  taxTreatment!: string;

  @External()
  @Field(() => Boolean)
  isOfChild!: boolean;

  @External()
  @Field(() => String, { nullable: true })
  brokerCode!: string | null;

  @External()
  @Field(() => CalendarDateScalar, { nullable: true })
  washSaleUntil!: string | null;
}
