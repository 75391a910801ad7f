import { request } from "undici";

export interface SubgraphReadiness {
  readonly name: string;
  readonly isReady: boolean;
  readonly latencyMs: number;
  /** State of the circuit breaker in front of it. */
  readonly circuit: string;
}

export interface ReadinessTarget {
  readonly name: string;
  /** Any address of the subgraph; only its origin is used. */
  readonly url: string;
  readonly circuit: () => string;
}

const TIMEOUT_MS = 1_500;

/** Asks every subgraph at once whether it is ready. */
export function readReadiness(
  subgraphs: readonly ReadinessTarget[],
): Promise<readonly SubgraphReadiness[]> {
  return Promise.all(
    subgraphs.map(async ({ name, url, circuit }) => {
      const startMs = performance.now();
      const isReady = await answersReady(url);
      const latencyMs = Math.round(performance.now() - startMs);
      return { name, isReady, latencyMs, circuit: circuit() };
    }),
  );
}

/** @param url any address of the subgraph; only its origin is used */
export async function answersReady(url: string): Promise<boolean> {
  try {
    const health = new URL("/health/ready", url);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const { statusCode, body } = await request(health, { signal });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}
