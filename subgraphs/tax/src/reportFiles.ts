import { DownloadGrantSigner } from "@wealthgraph/chassis/downloadGrant";
import { downloadRoute } from "@wealthgraph/chassis/downloadRoute";
import type { GraphClient } from "@wealthgraph/chassis/graphClient";
import type { Database } from "@wealthgraph/chassis/database";
import type { Route } from "@wealthgraph/chassis/httpServer";
import type { JobHandler, JobQueue } from "@wealthgraph/chassis/jobs";
import type { ResolverClass } from "@wealthgraph/chassis/subgraphSchema";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { renderReport } from "./adapters/renderReport.js";
import { RouterDisposals } from "./adapters/RouterDisposals.js";
import { CancelTaxReportMutation } from "./graphql/Mutation.cancelTaxReport.js";
import { CreateTaxReportMutation } from "./graphql/Mutation.createTaxReport.js";
import { TaxReportQuery } from "./graphql/Query.taxReport.js";
import type { ReportServices } from "./graphql/ReportServices.js";
import { TaxReportFields } from "./graphql/TaxReport.js";
import type { DisposalSource, ReportFilePorts, ReportJob } from "./operations/reportPorts.js";
import { buildTaxReport, failTaxReport } from "./operations/taxReport.js";
import { openTaxReport } from "./operations/taxReportDownload.js";
import { PostgresTaxProfileStore } from "./persistence/PostgresTaxProfileStore.js";
import {
  PostgresTaxReportStore,
  REPORT_QUEUE,
  REPORT_RETRIES,
} from "./persistence/PostgresTaxReportStore.js";

export interface ReportWorld {
  readonly database: Database;
  readonly jobs: Pick<JobQueue, "enqueue">;
  readonly disposals: DisposalSource;
  readonly secret: string;
  readonly clock: () => Date;
}

/** Everything that makes and gives report files, over the world. */
export function reportFiles({ database, jobs, disposals, secret, clock }: ReportWorld): {
  readonly instances: ReadonlyMap<ResolverClass, object>;
  readonly routes: readonly Route[];
  readonly handlers: readonly JobHandler[];
} {
  const ports: ReportFilePorts = {
    reportsOf: (ids) => new PostgresTaxReportStore(database, jobs, ids),
    profilesOf: (householdIds) => new PostgresTaxProfileStore(database, { householdIds }),
    disposals,
    clock,
    render: renderReport,
  };
  const signer = new DownloadGrantSigner(secret, "tax");
  const services: ReportServices = { ports, signer };
  return {
    instances: new Map<ResolverClass, object>([
      [CancelTaxReportMutation, new CancelTaxReportMutation(services)],
      [CreateTaxReportMutation, new CreateTaxReportMutation(services)],
      [TaxReportFields, new TaxReportFields(services)],
      [TaxReportQuery, new TaxReportQuery(services)],
    ]),
    routes: [downloadRoute((segment) => openTaxReport(ports, signer, segment))],
    handlers: [reportHandler(ports)],
  };
}

/** The same, with disposals through the router. */
export function reportFilesOf(
  world: Omit<ReportWorld, "disposals"> & { readonly graph: GraphClient },
): ReturnType<typeof reportFiles> {
  return reportFiles({ ...world, disposals: new RouterDisposals(world.graph) });
}

function reportHandler(ports: ReportFilePorts): JobHandler {
  return {
    queue: REPORT_QUEUE,
    handle: async (data, attempt) => {
      const job = data as ReportJob;
      try {
        await buildTaxReport(ports, job);
      } catch (error) {
        // what the household has to mend is told with the report: trying again mends nothing
        if (error instanceof Refusal) return;
        if (attempt.retryCount >= REPORT_RETRIES) {
          const message = "a part behind the endpoint did not answer: make the report again";
          await failTaxReport(ports, job, { code: "UNAVAILABLE", message });
        }
        throw error;
      }
    },
  };
}
