import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { Import as ImportModel } from "../operations/ports.js";
import { undoImport } from "../operations/undoImport.js";
import type { PortfoliosContext } from "./context.js";
import { Import } from "./Import.js";

@Resolver()
export class UndoImportMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Import, {
    description: "Takes a confirmed import back; its file can be imported again.",
  })
  undoImport(
    @Arg("importId", () => ID) importId: string,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<ImportModel> {
    return undoImport(services, viewer, importId);
  }
}
