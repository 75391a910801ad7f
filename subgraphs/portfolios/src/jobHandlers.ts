import type { JobHandler } from "@wealthgraph/chassis/jobs";
import { failImport, parseImport, type ParsePorts } from "./operations/parseImport.js";
import type { ParseJob } from "./operations/ports.js";
import {
  enqueueAllSnapshots,
  type SnapshotJob,
  type SnapshotPorts,
  takeSnapshots,
} from "./operations/takeSnapshots.js";
import { PARSE_QUEUE, SNAPSHOT_ALL_QUEUE, SNAPSHOT_QUEUE } from "./persistence/PostgresUnit.js";
import { PARSE_RETRIES } from "./subgraph.js";

/** What the worker does with the jobs of portfolios. Queues carry what PostgresUnit enqueues. */
export function jobHandlers(ports: ParsePorts & SnapshotPorts): JobHandler[] {
  return [
    {
      queue: PARSE_QUEUE,
      concurrency: 2,
      handle: async (data, attempt) => {
        const job = data as ParseJob;
        try {
          await parseImport(ports, job);
        } catch (error) {
          if (attempt.retryCount >= PARSE_RETRIES) {
            const message = "a part behind the endpoint did not answer: upload the file again";
            await failImport(ports, job, { code: "UNAVAILABLE", message });
          }
          throw error;
        }
      },
    },
    {
      queue: SNAPSHOT_QUEUE,
      handle: (data) => takeSnapshots(ports, data as SnapshotJob),
    },
    {
      queue: SNAPSHOT_ALL_QUEUE,
      // half an hour after a day's closes are final (`lastFinalDay`)
      schedule: { cron: "0 17 * * 1-5", timeZone: "America/New_York" },
      handle: () => enqueueAllSnapshots(ports.work),
    },
  ];
}
