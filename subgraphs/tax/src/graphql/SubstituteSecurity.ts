import { Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Correlation } from "../domain/harvesting/dailyReturns.js";
import type { Substitute } from "../domain/harvesting/substitutes.js";
import { Instrument } from "./Instrument.js";

@ObjectType({
  description: "The correlation of two securities' daily total returns over a year, an estimate.",
})
export class SubstituteCorrelation {
  @Field(() => Float, {
    nullable: true,
    description: "Pearson, -1 to 1; null when none is claimed.",
  })
  value!: number | null;

  @Field(() => String, {
    nullable: true,
    description: "Null with a value: TOO_FEW_OBSERVATIONS (under 60) or NO_VARIATION.",
  })
  missing!: string | null;

  @Field(() => Int, { description: "Days on which both have a return." })
  observations!: number;

  @Field(() => CalendarDateScalar, { nullable: true, description: "First of these days." })
  from!: CalendarDate | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: "Last of these days." })
  to!: CalendarDate | null;
}

@ObjectType({
  description:
    "A fund of the same asset class that may stand in for a security that is sold. Not a recommendation.",
})
export class SubstituteSecurity {}

@Resolver(() => SubstituteSecurity)
export class SubstituteSecurityFields {
  @FieldResolver(() => String)
  symbol(@Root() { history }: Substitute): string {
    return history.symbol;
  }

  @FieldResolver(() => String)
  name(@Root() { history }: Substitute): string {
    return history.name;
  }

  @FieldResolver(() => Instrument)
  instrument(@Root() { history }: Substitute): { readonly id: string } {
    return { id: history.instrumentId };
  }

  @FieldResolver(() => Boolean, { description: "True when no market made the prices." })
  isSimulated(@Root() { history }: Substitute): boolean {
    return history.isSimulated;
  }

  @FieldResolver(() => SubstituteCorrelation)
  correlation(@Root() { correlation }: Substitute): SubstituteCorrelation {
    return shown(correlation);
  }
}

const shown = (of: Correlation): SubstituteCorrelation =>
  "value" in of
    ? { ...of, missing: null }
    : { value: null, missing: of.missing, observations: of.observations, from: null, to: null };
