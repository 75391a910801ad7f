import type { ExecutionResult } from "graphql";
import type { WebSocket } from "ws";
import type { Subscription } from "./subscriptionHub.js";

/**
 * Writes a feed to a socket, one event after another: the next is taken from the queue when the
 * socket has taken the last, so a slow reader waits in its own bounded queue.
 *
 * @param id of the client's operation
 * @param onEnd called once, whatever the end
 * @returns what the library iterates: it never yields, is done when the feed is, and throws its error
 */
export function deliverFeed(
  { feed, shared }: Subscription,
  socket: WebSocket,
  id: string,
  onEnd: () => void,
): AsyncGenerator<ExecutionResult, void, void> {
  const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const deliverAll = async (): Promise<void> => {
    try {
      for await (const { text } of feed) {
        if (socket.readyState !== socket.OPEN) return;
        await new Promise((taken) => socket.send(`${head}${text}}`, taken));
      }
      const failure = shared.failureOf(feed);
      if (failure) throw failure;
    } finally {
      onEnd();
    }
  };
  const delivered = deliverAll();
  delivered.catch(() => undefined); // the library hears of it through next()
  const leave = async (): Promise<IteratorResult<never, void>> => {
    await feed.return();
    return { done: true, value: undefined };
  };
  return {
    next: async () => {
      await delivered;
      return { done: true, value: undefined };
    },
    return: leave,
    throw: leave,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => {
      await leave();
    },
  };
}
