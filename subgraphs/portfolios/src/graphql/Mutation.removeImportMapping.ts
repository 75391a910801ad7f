import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { removeImportMapping } from "../operations/mapImport.js";
import type { StoredMapping } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";
import { RememberedMapping } from "./ImportMapping.js";

@Resolver()
export class RemoveImportMappingMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => RememberedMapping, {
    description: "Forgets a mapping; what was imported with it stays.",
  })
  removeImportMapping(
    @Arg("id", () => ID) id: string,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<StoredMapping> {
    return removeImportMapping(services.work, viewer, id);
  }
}
