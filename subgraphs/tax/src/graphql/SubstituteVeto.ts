import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "A substitute that a household does not want." })
export class SubstituteVeto {
  @Field(() => String, { description: "Symbol." })
  substitute!: string;

  @Field(() => String, {
    nullable: true,
    description: "Symbol of what would be sold; null: of anything.",
  })
  insteadOf!: string | null;
}
