import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "What could not be advised, or needs care." })
export class ContributionNote {
  @Field(() => Int, { nullable: true, description: "Place among the savers; null: the household." })
  saver!: number | null;

  @Field(() => String)
  text!: string;
}
