import { AccessTokenVerifier } from "@wealthgraph/chassis/accessToken";
import { createLogger } from "@wealthgraph/chassis/logger";
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
  const rateLimit = isAudit ? null : new RateLimit(settings.RATE_PER_MINUTE);
  const options = { settings, supergraph, viewers, rateLimit, log, withProcessMetrics: true };
  const router = await startRouter(options);
  closeOnSignal(log, () => router.close());
  process.send?.({ ready: true, port: router.port });
} catch (error) {
  log.fatal({ err: error }, "the router does not start");
  process.exitCode = 1;
}

function viewerReader({ FEDERATION_AUDIT, JWKS_URL }: RouterSettings): ViewerReader {
  if (FEDERATION_AUDIT) return new NobodyReader();
  if (JWKS_URL === undefined) throw new SettingsError("settings: JWKS_URL: required");
  return AccessTokenVerifier.remote(JWKS_URL);
}
