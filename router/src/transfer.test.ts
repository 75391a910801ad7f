import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { createHash, randomBytes } from "node:crypto";
import {
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
  request,
} from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { createLogger } from "@wealthgraph/chassis/logger";
import { listen } from "@wealthgraph/chassis/httpServer";
import { downloadOwner, passThrough } from "./transfer.js";
import { until } from "./testRouter.js";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

describe("the owner of a download", () => {
  it.each([
    ["/downloads/tax~abc.def", "tax"],
    ["/downloads/market-data~abc.def", "market-data"],
    ["/downloads/abc.def", "portfolios"],
    ["/downloads/Tax~abc.def", "portfolios"],
    ["/uploads/tax~abc.def", "portfolios"],
  ])("of %s is %s", (path, owner) => {
    expect(downloadOwner(path)).toBe(owner);
  });
});

describe("uploads and downloads", () => {
  let portfolios: Server;
  let handle: Handler;
  let origin: string;
  let router: Awaited<ReturnType<typeof listen>>;
  const seen: string[] = [];

  beforeAll(async () => {
    portfolios = createServer((req, res) => {
      seen.push(`${req.method} ${req.url}`);
      handle(req, res);
    });
    await new Promise<void>((resolve) => {
      portfolios.listen(0, "127.0.0.1", () => resolve());
    });
    const url = `http://127.0.0.1:${(portfolios.address() as AddressInfo).port}/graphql`;
    const log = createLogger("router", "silent");
    const options = { url, idleMs: 500, log };
    router = await listen({
      host: "127.0.0.1",
      port: 0,
      log,
      routes: ["PUT", "GET"].map((method) => ({
        method,
        path: method === "PUT" ? "/uploads/*" : "/downloads/*",
        handle: (req, res) => passThrough(req, res, options),
      })),
    });
    origin = `http://127.0.0.1:${router.port}`;
  });
  afterAll(async () => {
    await router.close(100);
    portfolios.closeAllConnections();
    portfolios.close();
  });
  afterEach(() => {
    seen.length = 0;
  });

  it("streams 32 MB through unchanged, and the answer back", async () => {
    const file = randomBytes(32 * 1024 * 1024);
    handle = (req, res) => {
      const hash = createHash("sha256");
      req.on("data", (chunk: Buffer) => hash.update(chunk));
      req.on("end", () => {
        res.writeHead(201, { "content-type": "application/json", "x-internal": "secret" });
        res.end(
          JSON.stringify({
            sha256: hash.digest("hex"),
            length: req.headers["content-length"],
            type: req.headers["content-type"],
          }),
        );
      });
    };
    const response = await fetch(`${origin}/uploads/token-1`, {
      method: "PUT",
      body: file,
      headers: { "content-type": "text/csv" },
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      sha256: createHash("sha256").update(file).digest("hex"),
      length: String(file.length),
      type: "text/csv",
    });
    expect(response.headers.get("x-internal")).toBeNull();
    expect(seen).toEqual(["PUT /uploads/token-1"]);
  });

  it("passes a refusal on at once, though 200 MB were announced, and takes no more of them", async () => {
    handle = (req, res) => {
      res.writeHead(413, { "content-type": "application/json", connection: "close" });
      res.end(
        JSON.stringify({
          errors: [{ message: "too large", extensions: { code: "UPLOAD_TOO_LARGE" } }],
        }),
      );
      req.resume();
    };
    let sent = 0;
    const chunk = Buffer.alloc(64 * 1024);
    const body = new Readable({
      read() {
        sent += chunk.length;
        this.push(sent > 200_000_000 ? null : chunk);
      },
    });
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const upload = request(
        `${origin}/uploads/token-2`,
        { method: "PUT", headers: { "content-length": 200_000_000 } },
        (response) => {
          body.destroy(); // as a client does that hears a refusal
          let text = "";
          response.on("data", (part: Buffer) => {
            text += part.toString("utf8");
          });
          response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
        },
      );
      upload.on("error", reject);
      body.pipe(upload);
    });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({
      errors: [{ extensions: { code: "UPLOAD_TOO_LARGE" } }],
    });
    expect(sent).toBeLessThan(50_000_000);
  });

  it("holds the sender back when the subgraph reads slowly: nothing piles up here", async () => {
    let sent = 0;
    handle = (req, res) => {
      req.pause();
      setTimeout(() => {
        req.resume();
        req.on("end", () => res.end("{}"));
      }, 300);
    };
    const chunk = Buffer.alloc(64 * 1024);
    const body = new Readable({
      read() {
        sent += chunk.length;
        this.push(sent > 60_000_000 ? null : chunk);
      },
    });
    const before = process.memoryUsage().arrayBuffers;
    const done = new Promise((resolve) => {
      const upload = request(`${origin}/uploads/token-3`, { method: "PUT" }, resolve);
      body.pipe(upload);
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(sent).toBeLessThan(30_000_000); // the kernel's buffers of two connections
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    await done;
    expect(sent).toBeGreaterThan(60_000_000);
  });

  it("ends with UNAVAILABLE when the subgraph neither reads nor answers", async () => {
    handle = () => undefined;
    const response = await fetch(`${origin}/uploads/token-4`, { method: "PUT", body: "a" });
    expect([response.status, await response.json()]).toEqual([
      503,
      expect.objectContaining({
        errors: [expect.objectContaining({ extensions: { code: "UNAVAILABLE", retryable: true } })],
      }),
    ]);
  });

  it("lets go of the subgraph when the client goes away", async () => {
    let isGone = false;
    handle = (req) => {
      req.on("close", () => {
        isGone = true;
      });
      req.resume();
    };
    const upload = request(`${origin}/uploads/token-5`, {
      method: "PUT",
      headers: { "content-length": 1_000 },
    });
    upload.on("error", () => undefined);
    upload.write("begin");
    await until(() => seen.length === 1);
    upload.destroy();
    await until(() => isGone);
  });

  it("streams a download with its name, and a part of it", async () => {
    handle = (req, res) => {
      res.writeHead(req.headers.range ? 206 : 200, {
        "content-type": "text/csv",
        "content-disposition": 'attachment; filename="lots.csv"',
      });
      res.end("a,b\n1,2\n");
    };
    const whole = await fetch(`${origin}/downloads/token-6`);
    expect([whole.status, await whole.text(), whole.headers.get("content-disposition")]).toEqual([
      200,
      "a,b\n1,2\n",
      'attachment; filename="lots.csv"',
    ]);
    expect(
      (await fetch(`${origin}/downloads/token-6`, { headers: { range: "bytes=0-1" } })).status,
    ).toBe(206);
  });

  it.each([
    "/uploads/",
    "/uploads/a/b",
    "/uploads/..%2Fgraphql",
    "/uploads/%2e%2e",
    "/uploads/a?b=c/../d%00",
  ])("takes one plain segment and nothing else: %s", async (path) => {
    handle = (_req, res) => res.end("{}");
    const response = await fetch(origin + path, { method: "PUT", body: "a" });
    if (path.includes("?")) expect(seen).toEqual(["PUT /uploads/a"]);
    else expect([response.status, seen]).toEqual([404, []]);
  });
});
