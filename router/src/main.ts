import { AccessTokenVerifier } from "@wealthgraph/chassis/accessToken";
import { createLogger } from "@wealthgraph/chassis/logger";
import { type Redis, openRedis } from "@wealthgraph/chassis/redis";
import { SettingsError, printSettings, readSettings } from "@wealthgraph/chassis/settings";
import { closeOnSignal } from "@wealthgraph/chassis/shutdown";
import { RateLimit } from "./rateLimit.js";
import { startRouter } from "./router.js";
import { type RouterSettings, routerSettings } from "./settings.js";
import { loadSupergraph } from "./supergraph.js";
import { NobodyReader, type ViewerReader } from "./viewerReader.js";

if (printSettings(routerSettings)) process.exit(0);

process.env["APOLLO_TELEMETRY_DISABLED"] = "1";
const settings = readSettings(routerSettings);
const log = createLogger("router", settings.LOG_LEVEL);

try {
  const isAudit = settings.FEDERATION_AUDIT;
  const viewers = viewerReader(settings);
  const supergraph = await loadSupergraph(settings.SUPERGRAPH_PATH, { isAudit });
  const redis = settings.REDIS_URL && !isAudit ? await openRedis(settings.REDIS_URL, log) : null;
  const rateLimit = isAudit ? null : rateLimitOf(settings, redis);
  const options = { settings, supergraph, viewers, rateLimit, log, withProcessMetrics: true };
  const router = await startRouter(options);
  closeOnSignal(log, async () => {
    await router.close();
    redis?.disconnect();
  });
  process.send?.({ ready: true, port: router.port });
} catch (error) {
  log.fatal({ err: error }, "the router does not start");
  process.exit(1);
}

function rateLimitOf(
  { RATE_PER_MINUTE: perMinute }: RouterSettings,
  redis: Redis | null,
): RateLimit {
  return redis
    ? new RateLimit(perMinute, RateLimit.inRedis(perMinute, redis))
    : new RateLimit(perMinute);
}

function viewerReader({ FEDERATION_AUDIT, JWKS_URL }: RouterSettings): ViewerReader {
  if (FEDERATION_AUDIT) return new NobodyReader();
  if (JWKS_URL === undefined) throw new SettingsError("settings: JWKS_URL: required");
  return AccessTokenVerifier.remote(JWKS_URL);
}
