import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { External, Key } from "@wealthgraph/chassis/directives";
import type { StoredPosition } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";
import { Position } from "./Position.js";
import { Quote } from "./Quote.js";

/** Owned by market-data; portfolios adds holdings. */
@Key("id")
@ObjectType()
export class Instrument {
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => Quote, { nullable: true })
  quote!: Quote | null;
}

@Resolver(() => Instrument)
export class InstrumentFields {
  @FieldResolver(() => [Position], {
    description: "Open positions in this instrument in all your households.",
  })
  holdings(
    @Root() instrument: { readonly id: string },
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly StoredPosition[]> {
    return context.positionsByInstrument.load(instrument.id);
  }
}
