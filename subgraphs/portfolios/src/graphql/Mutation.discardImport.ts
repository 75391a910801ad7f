import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { Import as ImportModel } from "../operations/ports.js";
import { discardImport } from "../operations/discardImport.js";
import type { PortfoliosContext } from "./context.js";
import { Import } from "./Import.js";

@Resolver()
export class DiscardImportMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Import, { description: "Gives an import up that is not booked." })
  discardImport(
    @Arg("importId", () => ID) importId: string,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<ImportModel> {
    return discardImport(services, viewer, importId);
  }
}
