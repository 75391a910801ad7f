import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { setImmediate } from "node:timers/promises";
import { DownloadGrantSigner } from "./downloadGrant.js";
import { downloadRoute } from "./downloadRoute.js";
import { type HttpServer, listen } from "./httpServer.js";
import { createLogger } from "./logger.js";

const signer = new DownloadGrantSigner("a secret", "tax");
const now = new Date("2026-01-01T12:00:00Z");
const later = new Date("2026-01-01T12:15:00Z");
const segmentOf = (claims: readonly string[], expiresAt = later) =>
  signer.pathOf(claims, expiresAt).replace("/downloads/", "");

describe("DownloadGrantSigner", () => {
  it("gives back the claims it signed, on a path that the router takes", () => {
    const path = signer.pathOf(["report", "household"], later);
    expect(path).toMatch(/^\/downloads\/tax~[\w~.=-]{1,2048}$/);
    expect(signer.verify(segmentOf(["report", "household"]), now)).toEqual(["report", "household"]);
  });

  it.each<[string, string]>([
    ["expired", segmentOf(["a"], now)],
    ["forged", `${segmentOf(["a"]).slice(0, -3)}abc`],
    [
      "of another subgraph",
      new DownloadGrantSigner("a secret", "portfolios").pathOf(["a"], later).slice(11),
    ],
    [
      "signed with another secret",
      new DownloadGrantSigner("other", "tax").pathOf(["a"], later).slice(11),
    ],
    ["renamed", segmentOf(["a"]).replace("tax~", "portfolios~")],
    ["longer", `${segmentOf(["a"])}.x`],
    ["empty", ""],
  ])("refuses an address that is %s", (_, segment) => {
    expect(() => signer.verify(segment, now)).toThrow(
      expect.objectContaining({ code: "DOWNLOAD_INVALID" }),
    );
  });
});

describe("GET /downloads/*", () => {
  let http: HttpServer;
  const log = createLogger("tax", "silent");
  async function* half(): AsyncGenerator<string> {
    yield "half";
    await setImmediate();
    throw new Error("the database went away");
  }
  beforeAll(async () => {
    const route = downloadRoute((segment) =>
      Promise.resolve({
        fileName: 'a "file".csv',
        contentType: "text/csv",
        bytes: segment === "half" ? null : 4,
        body:
          segment === "half"
            ? half()
            : (async function* () {
                await setImmediate();
                yield "file";
              })(),
      }),
    );
    http = await listen({ host: "127.0.0.1", port: 0, log, routes: [route] });
  });
  afterAll(() => http.close(0));
  const get = (segment: string, method = "GET") =>
    fetch(`http://127.0.0.1:${http.port}/downloads/${segment}`, { method });

  it("sends a file with a name that is safe in a header", async () => {
    const answer = await get("whole");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="a__file_.csv"');
    expect(answer.headers.get("content-length")).toBe("4");
    expect(await answer.text()).toBe("file");
  });

  it("answers HEAD without the file", async () => {
    const answer = await get("whole", "HEAD");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("");
  });

  it("breaks off when the file breaks off: half of it never looks whole", async () => {
    const answer = await get("half");
    await expect(answer.text()).rejects.toThrow();
  });
});
