/** Boots the PostgreSQL (and Redis, where there is one) that all test files of a run share. */
import { existsSync } from "node:fs";

const built = new URL("./dist/testServers.js", import.meta.url);

export default async function globalSetup() {
  if (!existsSync(built)) {
    throw new Error(
      "infra/local is not built: run the tests with `npm test`, or `npm run build` first.",
    );
  }
  const { startTestServers } = await import(built.href);
  const servers = await startTestServers();
  globalThis.wealthgraphTestServers = servers;
  process.env.WEALTHGRAPH_TEST_POSTGRES = servers.postgresUrl;
  process.env.WEALTHGRAPH_TEST_ROLES = JSON.stringify(servers.roles);
  if (servers.redisUrl !== null) process.env.WEALTHGRAPH_TEST_REDIS_URL = servers.redisUrl;
  else console.log("No redis-server on this machine: the tests of the Redis drivers are skipped.");
}
