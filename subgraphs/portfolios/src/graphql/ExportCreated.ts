import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";

@ObjectType({ description: "Where a file can be fetched." })
export class ExportCreated {
  @Field(() => String, {
    description: "Path below the endpoint; whoever has it can fetch the file until it expires.",
  })
  downloadUrl!: string;

  @Field(() => String)
  fileName!: string;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}
