import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { confirmImport } from "../operations/confirmImport.js";
import type { Import as ImportModel } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";
import { Import } from "./Import.js";

@InputType()
export class ConfirmImportInput {
  @Field(() => ID)
  importId!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "True to import the file without its rejected rows.",
  })
  skipRejected!: boolean;
}

@Resolver()
export class ConfirmImportMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Import, { description: "Books the new rows of a previewed file, all or none." })
  confirmImport(
    @Arg("input", () => ConfirmImportInput) input: ConfirmImportInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<ImportModel> {
    return confirmImport(services, viewer, input);
  }
}
