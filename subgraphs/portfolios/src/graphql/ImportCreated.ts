import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import { Import } from "./Import.js";

@ObjectType({ description: "An import that waits for its file." })
export class ImportCreated {
  @Field(() => Import)
  import!: Import;

  @Field(() => String, {
    description: "Path at this endpoint's origin: PUT the raw file there, once, at most 32 MiB.",
  })
  uploadUrl!: string;

  @Field(() => DateTimeScalar)
  uploadExpiresAt!: Date;
}
