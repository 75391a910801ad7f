import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type DocumentNode, visit } from "graphql";
import type { Redis } from "@wealthgraph/chassis/redis";
import type { Viewer } from "@wealthgraph/chassis/viewer";

const WINDOW_SECONDS = 60;

/** Fields that move whole files or start long work. They cost as much as five others: 20 a minute of 100. */
const BULK_FIELDS: ReadonlySet<string> = new Set([
  "createImport",
  "confirmImport",
  "undoImport",
  "startSimulation",
  "conversionPlan",
]);
const BULK_POINTS = 5;

/** @returns points of an admitted document beyond the one every operation costs */
export function bulkPoints(document: DocumentNode): number {
  let points = 0;
  visit(document, {
    Field: ({ name }) => {
      if (BULK_FIELDS.has(name.value)) points += BULK_POINTS - 1;
    },
  });
  return points;
}

/** What is left of a caller's budget after an operation was counted. */
export interface RateBudget {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/** Operations a minute per user, or per address for whoever has no token. Services are not counted. */
export class RateLimit {
  readonly #limiter: RateLimiterAbstract;
  readonly #perMinute: number;

  /** @param limiter counts `perMinute` points in windows of a minute */
  constructor(perMinute: number, limiter: RateLimiterAbstract = RateLimit.inMemory(perMinute)) {
    this.#perMinute = perMinute;
    this.#limiter = limiter;
  }

  static inMemory(perMinute: number): RateLimiterAbstract {
    return new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS });
  }

  /** One budget over all copies of the router; while Redis is away each copy counts for itself. */
  static inRedis(perMinute: number, redis: Redis): RateLimiterAbstract {
    return new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: "wg:rate",
      points: perMinute,
      duration: WINDOW_SECONDS,
      insuranceLimiter: new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS }),
    });
  }

  /**
   * @param points what the operation costs; 0 takes nothing
   * @returns null for a service, which has no budget, and for 0 points
   */
  async take(viewer: Viewer, address: string, points = 1): Promise<RateBudget | null> {
    if (viewer.kind === "service" || points === 0) return null;
    try {
      return this.#budget(await this.#limiter.consume(callerKey(viewer, address), points));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new RateRefusal(this.#budget(error));
    }
  }

  #budget(counted: RateLimiterRes): RateBudget {
    return {
      limit: this.#perMinute,
      remaining: Math.max(0, counted.remainingPoints),
      resetSeconds: Math.ceil(counted.msBeforeNext / 1_000),
    };
  }
}

export class RateRefusal extends Refusal {
  constructor(readonly budget: RateBudget) {
    super(
      "RATE_LIMITED",
      `allowed ${budget.limit} operations a minute; the next one is taken in ${budget.resetSeconds} s`,
      { operationsPerMinute: budget.limit, retryAfterSeconds: budget.resetSeconds },
    );
  }
}

/** @returns headers that tell the caller its budget (IETF draft "RateLimit header fields for HTTP") */
export function budgetHeaders(budget: RateBudget): Readonly<Record<string, string>> {
  return {
    "ratelimit-limit": String(budget.limit),
    "ratelimit-remaining": String(budget.remaining),
    "ratelimit-reset": String(budget.resetSeconds),
    ...(budget.remaining === 0 ? { "retry-after": String(budget.resetSeconds) } : {}),
  };
}

/** @returns who shares one budget */
export function callerKey(viewer: Viewer, address: string): string {
  return viewer.userId === null ? `address:${address}` : `user:${viewer.userId}`;
}
