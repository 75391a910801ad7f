import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { DateTimeScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Alert as AlertModel, AlertKind as KindModel } from "../domain/alert.js";
import type { Instrument as InstrumentModel } from "../domain/instrument.js";
import { known } from "../operations/findInstruments.js";
import { AlertKind } from "./AlertKind.js";
import type { MarketContext } from "./context.js";
import { Instrument } from "./Instrument.js";

@ObjectType({ description: "A household's wish to be told of a price, once." })
export class Alert {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  householdId!: string;

  @Field(() => AlertKind)
  kind!: KindModel;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "A price in the instrument's currency (PRICE_CROSSES), percent (PERCENT_CHANGE: 5 means 5 %; DRAWDOWN: below the highest price), null (STALE).",
  })
  threshold!: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "PRICE_CROSSES: the price when it was made. DRAWDOWN: the highest price since. Else null.",
  })
  referencePrice!: Decimal | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;
}

@Resolver(() => Alert)
export class AlertFields {
  @FieldResolver(() => Instrument)
  async instrument(
    @Root() { instrumentId }: AlertModel,
    @Ctx() context: MarketContext,
  ): Promise<InstrumentModel> {
    return known(await context.instrumentById.load(instrumentId), instrumentId);
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: "Null while it waits." })
  firedAt(@Root() alert: AlertModel): Date | null {
    return alert.fired?.at ?? null;
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: "Price that fired it, in the instrument's currency.",
  })
  firedPrice(@Root() alert: AlertModel): Decimal | null {
    return alert.fired?.price ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: "Provider of that price." })
  firedSource(@Root() alert: AlertModel): string | null {
    return alert.fired?.source ?? null;
  }
}
