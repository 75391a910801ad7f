import { Field, ID, ObjectType } from "type-graphql";
import { External, Key } from "@wealthgraph/chassis/directives";
import { type AssetClass, AssetClassEnum } from "./AssetClass.js";
import { Quote } from "./Quote.js";

/** Owned by market-data; tax reads it with a lot and a position. */
@Key("id", { resolvable: false })
@ObjectType()
export class Instrument {
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => String)
  symbol!: string;

  @External()
  @Field(() => AssetClassEnum)
  assetClass!: AssetClass;

  @External()
  @Field(() => Quote, { nullable: true })
  quote!: Quote | null;
}
