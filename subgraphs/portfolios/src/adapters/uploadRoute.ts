import type { IncomingMessage, ServerResponse } from "node:http";
import { finished } from "node:stream/promises";
import { type Route, sendError, sendJson } from "@wealthgraph/chassis/httpServer";
import type { Logger } from "@wealthgraph/chassis/logger";
import { receiveUpload, type UploadPorts } from "../operations/receiveUpload.js";

/** How long a refused sender may go on sending into the void, so that it reads the answer. */
const LINGER_MS = 2_000;

/** PUT /uploads/<token>: the raw file, once. */
export function uploadRoute(ports: UploadPorts, log: Logger): Route {
  return {
    method: "PUT",
    path: "/uploads/*",
    handle: async (request, response, url) => {
      try {
        const importId = await receiveUpload(ports, {
          token: url.pathname.slice("/uploads/".length),
          bytesAnnounced: announced(request),
          // an IncomingMessage without an encoding gives Buffers; breaking off must not cut the answer
          body: request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>,
        });
        sendJson(response, 202, { importId });
      } catch (error) {
        await refuse(request, response, error, log);
      }
    },
  };
}

function announced(request: IncomingMessage): number | null {
  const length = request.headers["content-length"];
  return length === undefined ? null : Number(length);
}

/**
 * Answers while the sender may still be sending, then closes: closing at once would reset the
 * connection before the answer is read. What arrives meanwhile is dropped, not kept.
 */
async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  log: Logger,
): Promise<void> {
  if (request.destroyed && !request.complete) return;
  response.shouldKeepAlive = request.complete;
  sendError(response, error, log);
  if (request.complete) return;
  request.resume();
  const timer = setTimeout(() => request.destroy(), LINGER_MS).unref();
  // a sender that goes away is what we wait for
  await finished(request).catch(() => undefined);
  clearTimeout(timer);
}
