import { DownloadGrantSigner } from "@wealthgraph/chassis/downloadGrant";
import { downloadRoute } from "@wealthgraph/chassis/downloadRoute";
import type { Route } from "@wealthgraph/chassis/httpServer";
import type { ResolverClass } from "@wealthgraph/chassis/subgraphSchema";
import { CreateExportMutation } from "./graphql/Mutation.createExport.js";
import type { Clock, Work } from "./operations/ports.js";
import { openExport } from "./operations/writeExport.js";

/** What gives a household's data out as files. */
export function exportFiles(
  { work, clock }: { readonly work: Work; readonly clock: Clock },
  secret: string,
): { readonly instances: ReadonlyMap<ResolverClass, object>; readonly route: Route } {
  const ports = { work, clock, downloads: new DownloadGrantSigner(secret, "portfolios") };
  return {
    instances: new Map([[CreateExportMutation, new CreateExportMutation(ports)]]),
    route: downloadRoute((segment) => openExport(ports, segment)),
  };
}
