import { ArgsType, Field, Int } from "type-graphql";

/** Arguments of a Relay connection read forwards. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: "1 to 100; 50 when absent." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "endCursor of the page before." })
  after?: string | null;
}
