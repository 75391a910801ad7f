import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Route } from "./httpServer.js";

/** A file on its way out. */
export interface Download {
  /** Letters, digits, dots, dashes and underscores: it stands in a header. */
  readonly fileName: string;
  readonly contentType: string;
  /** null when it is made as it is sent. */
  readonly bytes: number | null;
  readonly body: AsyncIterable<string | Uint8Array>;
}

/**
 * GET /downloads/<segment>: a file, as fast as the other side reads it. A fault after the first byte
 * breaks the connection off, so that half a file never looks like a whole one.
 *
 * @param open finds the file of a path segment, or refuses
 */
export function downloadRoute(open: (segment: string) => Promise<Download>): Route {
  return {
    method: "GET",
    path: "/downloads/*",
    handle: async (request, response, url) => {
      const download = await open(url.pathname.slice("/downloads/".length));
      response.writeHead(200, {
        "content-type": download.contentType,
        "content-disposition": `attachment; filename="${download.fileName.replace(/[^\w.-]/g, "_")}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
        ...(download.bytes === null ? {} : { "content-length": download.bytes }),
      });
      if (request.method === "HEAD") {
        response.end();
        return;
      }
      await pipeline(Readable.from(download.body, { objectMode: true }), response);
    },
  };
}
