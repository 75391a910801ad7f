import { startSubgraph } from "@wealthgraph/chassis/subgraphProcess";
import { BusNews } from "./adapters/BusNews.js";
import { DisposalRestater } from "./adapters/DisposalRestater.js";
import { ImportResumer } from "./adapters/ImportResumer.js";
import { GraphMarket } from "./adapters/GraphMarket.js";
import { PriceRevisions } from "./adapters/PriceRevisions.js";
import { uploadRoute } from "./adapters/uploadRoute.js";
import { exportFiles } from "./exportFiles.js";
import { jobHandlers } from "./jobHandlers.js";
import { UploadGrantSigner } from "./operations/uploadGrant.js";
import { PostgresWork } from "./persistence/PostgresWork.js";
import { subgraph } from "./subgraph.js";

await startSubgraph({
  definition: subgraph,
  settings: {},
  compose: ({ database, jobs, bus, graph, log, settings }) => {
    const news = new BusNews(bus);
    const market = new GraphMarket(graph);
    const services = {
      market,
      work: new PostgresWork(database, jobs),
      clock: () => new Date(),
      signer: new UploadGrantSigner(settings.SERVICE_SECRET),
      news,
      changes: news,
    };
    const exports = exportFiles(services, settings.SERVICE_SECRET);
    const restater = new DisposalRestater(services.work, log);
    const resumer = new ImportResumer(services.work, log);
    const revisions = new PriceRevisions(bus, services.work, log);
    return Promise.resolve({
      services,
      instances: exports.instances,
      routes: [uploadRoute(services, log), exports.route],
      handlers: jobHandlers(services),
      start: async () => {
        if (settings.ROLE === "api") return;
        resumer.start();
        restater.start();
        await revisions.start();
      },
      close: async () => {
        await revisions.stop();
        await restater.stop();
        await resumer.stop();
      },
    });
  },
});
