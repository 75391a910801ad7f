import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { Import as ImportModel } from "../operations/ports.js";
import { watchImport } from "../operations/watchImport.js";
import type { PortfoliosContext } from "./context.js";
import { Import } from "./Import.js";

interface SubscribeOptions {
  readonly args: { readonly importId: string };
  readonly context: PortfoliosContext;
}

@Resolver()
export class ImportProgressSubscription {
  @Authenticated()
  @Subscription(() => Import, {
    description:
      "The present state, then every move; completes when the import is confirmed, undone, failed or discarded.",
    // type-graphql does not know the shape of our arguments and context
    subscribe: (options) => subscribe(options as unknown as SubscribeOptions) as never,
  })
  importProgress(
    @Arg("importId", () => ID) _importId: string,
    @Root() item: ImportModel,
  ): ImportModel {
    return item;
  }
}

function subscribe({ args, context: { services, viewer } }: SubscribeOptions) {
  return watchImport(services, viewer, args.importId);
}
