import { Field, ID, ObjectType } from "type-graphql";
import { External, Key } from "@wealthgraph/chassis/directives";
import { Quote } from "./Quote.js";

/** Owned by market-data; tax reads its quote with a lot. */
@Key("id", { resolvable: false })
@ObjectType()
export class Instrument {
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => Quote, { nullable: true })
  quote!: Quote | null;
}
