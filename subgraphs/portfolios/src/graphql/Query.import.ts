import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { importFor, viewerScope } from "../operations/access.js";
import type { Import as ImportModel } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";
import { Import } from "./Import.js";

@Resolver()
export class ImportQuery {
  @Authenticated()
  @Query(() => Import, { nullable: true })
  import(
    @Arg("id", () => ID) id: string,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<ImportModel> {
    return services.work.within(viewerScope(viewer), (unit) => importFor(unit, viewer, id, "read"));
  }
}
