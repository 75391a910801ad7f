import { Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { LotMethod } from "../domain/lotMethod.js";
import type { StoredElection } from "../operations/holdingPorts.js";
import { Instrument } from "./Instrument.js";
import { CostBasisMethodEnum } from "./CostBasisMethod.js";

@ObjectType({ description: "A standing instruction for the sales of an account." })
export class LotMethodElection {
  @Field(() => CostBasisMethodEnum)
  method!: LotMethod;

  @Field(() => CalendarDateScalar, { description: "First trade date it holds for." })
  from!: CalendarDate;

  @Field(() => String, { nullable: true })
  symbol!: string | null;
}

@Resolver(() => LotMethodElection)
export class LotMethodElectionFields {
  @FieldResolver(() => Instrument, {
    nullable: true,
    description: "null for every instrument without an instruction of its own.",
  })
  instrument(@Root() { instrumentId }: StoredElection): { readonly id: string } | null {
    return instrumentId === null ? null : { id: instrumentId };
  }
}
