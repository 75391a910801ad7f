import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import {
  createImport,
  type ImportCreated as ImportCreatedModel,
} from "../operations/createImport.js";
import type { PortfoliosContext } from "./context.js";
import { ImportCreated } from "./ImportCreated.js";

@InputType()
export class CreateImportInput {
  @Field(() => ID)
  accountId!: string;

  @Field(() => String, { description: "To show; 1 to 255 characters." })
  fileName!: string;

  @Field(() => String, {
    nullable: true,
    description: "Of a file with several accounts, the broker's number of the one to import.",
  })
  sourceAccount?: string | null;
}

@Resolver()
export class CreateImportMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => ImportCreated, {
    description: "Opens an import and gives the address to which its file is PUT, once.",
  })
  createImport(
    @Arg("input", () => CreateImportInput) input: CreateImportInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<ImportCreatedModel> {
    const { accountId, fileName, sourceAccount = null } = input;
    return createImport(services, viewer, { accountId, fileName, sourceAccount });
  }
}
