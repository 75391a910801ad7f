import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "Why a simulation did not end." })
export class SimulationFailure {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  message!: string;
}
