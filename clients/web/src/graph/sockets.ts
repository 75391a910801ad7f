import { type Client, createClient } from "graphql-ws";
import { keeper } from "../session/keeper.js";
import { liveState } from "./liveState.js";

const RETRY_MS_MAX = 15_000;

/** A socket that opens with the first subscription and comes back by itself, with a fresh token. */
export function createSockets(): Client {
  const url = new URL("/graphql", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return createClient({
    url: url.href,
    lazy: true,
    keepAlive: 20_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: async (retries) => {
      const waitMs = Math.min(RETRY_MS_MAX, 500 * 2 ** retries) * (0.75 + Math.random() / 2);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    },
    shouldRetry: () => keeper.isSignedIn,
    connectionParams: async () => {
      const token = await keeper.accessToken();
      return token ? { authorization: `Bearer ${token}` } : {};
    },
    on: {
      connected: () => liveState.connected(),
      closed: (event) => {
        const isWanted = (event as CloseEvent).code !== 1000;
        if (isWanted) liveState.failed();
      },
    },
  });
}
