import { z } from "zod";
import { processSettings, type SettingsShape } from "@wealthgraph/chassis/settings";

const count = (byDefault: number, description: string) =>
  z.coerce.number().int().positive().default(byDefault).describe(description);

/** What a timer of Node can wait. */
const TIMER_MS_MAX = 2 ** 31 - 1;

const milliseconds = (byDefault: number, description: string) =>
  z.coerce
    .number()
    .int()
    .positive()
    .max(TIMER_MS_MAX)
    .default(byDefault)
    .describe(`${description} Milliseconds.`);

const subgraphUrl = (name: string) =>
  z.url().optional().describe(`GraphQL address of ${name}; without it the supergraph's serves.`);

const flag = (description: string) =>
  z
    .enum(["0", "1", "false", "true"])
    .default("0")
    .transform((text) => text === "1" || text === "true")
    .describe(description);

const list = (description: string) =>
  z
    .string()
    .default("")
    .transform((text) => text.split(",").flatMap((part) => part.trim() || []))
    .describe(description);

/** Everything the router reads from its environment. */
export const routerSettings = {
  ...processSettings,
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(4000)
    .describe("Port of the endpoint; 0 takes a free one."),
  SUPERGRAPH_PATH: z
    .string()
    .default("schema/supergraph.graphql")
    .describe("File of the supergraph, from the working directory."),
  USERS_URL: subgraphUrl("users"),
  PORTFOLIOS_URL: subgraphUrl("portfolios"),
  MARKET_DATA_URL: subgraphUrl("market-data"),
  TAX_URL: subgraphUrl("tax"),
  PLANNING_URL: subgraphUrl("planning"),
  JWKS_URL: z
    .url()
    .optional()
    .describe("Where users publishes its public keys; required unless FEDERATION_AUDIT is on."),
  FEDERATION_AUDIT: flag(
    "1: no authentication, no limits, any supergraph; for gateway conformance suites only.",
  ),
  SUBGRAPH_TIMEOUT_MS: milliseconds(
    1_800,
    "A query waits this long, for all its subgraph requests together; then the rest is null.",
  ),
  MUTATION_TIMEOUT_MS: milliseconds(10_000, "The same for a mutation."),
  SERVICE_TIMEOUT_MS: milliseconds(30_000, "The same for a request with a service token (jobs)."),
  TRANSFER_TIMEOUT_MS: milliseconds(
    60_000,
    "An upload or download that moves no byte this long ends.",
  ),
  TRANSFER_MS_MAX: milliseconds(600_000, "A whole upload takes at most this long."),
  SUBGRAPH_CONNECTIONS_MAX: count(64, "Connections to one subgraph."),
  BREAKER_FAILURES: count(3, "Failures in a row after which a subgraph is not asked any more."),
  BREAKER_OPEN_MS: milliseconds(60_000, "How long it is not asked; then one request tries."),
  DEPTH_MAX: count(
    10,
    "Nested fields of an operation; edges and node of a connection, and introspection, count none.",
  ),
  ALIASES_MAX: count(15, "Aliases of an operation."),
  DIRECTIVES_MAX: count(20, "Directives of an operation."),
  TOKENS_MAX: count(1_500, "Lexical tokens of a document."),
  SELECTIONS_MAX: count(5_000, "Selections of an operation after fragments are expanded."),
  BODY_BYTES_MAX: count(200_000, "Bytes of a request or of a WebSocket message."),
  RATE_PER_MINUTE: count(
    100,
    "Operations a minute of one user, or of one address without token; an import or a simulation counts five.",
  ),
  SOCKETS_PER_USER: count(5, "WebSockets of one user, or of one address without token."),
  OPERATIONS_PER_SOCKET: count(100, "Operations that run on one WebSocket at the same time."),
  SUBSCRIPTION_QUEUE_MAX: count(
    1_000,
    "Events that wait for one slow subscriber; one more ends the subscription.",
  ),
  ALLOWED_ORIGINS: list(
    "Origins, separated by commas, that may open a WebSocket beside the endpoint's own.",
  ),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe("Proxies in front whose X-Forwarded-For is believed, counted from the router."),
  REDIS_URL: z
    .string()
    .optional()
    .describe("Redis that holds the rate budgets of all copies; without it each copy counts."),
} as const satisfies SettingsShape;

export type RouterSettings = z.infer<z.ZodObject<typeof routerSettings>>;
