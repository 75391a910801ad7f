import { Field, ID, ObjectType } from "type-graphql";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";

@ObjectType({ description: "A sign-in of the viewer that can still be renewed." })
export class OpenSession {
  @Field(() => ID)
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: "As the client named it when it signed in.",
  })
  device!: string | null;

  @Field(() => DateTimeScalar)
  startedAt!: Date;

  @Field(() => DateTimeScalar, { description: "When it was renewed last, or began." })
  renewedAt!: Date;

  @Field(() => DateTimeScalar, { description: "Unless it is renewed before." })
  expiresAt!: Date;
}
