import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "Why a file or a row is not imported." })
export class ImportFailure {
  @Field(() => String, { description: "A code of the registry of refusals." })
  code!: string;

  @Field(() => String)
  message!: string;
}
