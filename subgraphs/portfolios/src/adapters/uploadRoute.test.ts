import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { query } from "@wealthgraph/chassis/database";
import { type HttpServer, listen } from "@wealthgraph/chassis/httpServer";
import { newId } from "@wealthgraph/chassis/id";
import { createLogger } from "@wealthgraph/chassis/logger";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { UPLOAD_BYTES_MAX } from "../operations/receiveUpload.js";
import { UploadGrantSigner } from "../operations/uploadGrant.js";
import { openTestWorld, schwabFile, type TestWorld } from "../testWorld.js";
import { uploadRoute } from "./uploadRoute.js";

let world: TestWorld;
let http: HttpServer;
let accountId: string;
const householdId = newId();
const viewer = viewerWith({ [householdId]: "OWNER" });
const log = createLogger("portfolios", "silent");

beforeAll(async () => {
  world = await openTestWorld();
  world.market.list("ALFA");
  http = await listen({
    host: "127.0.0.1",
    port: 0,
    log,
    routes: [uploadRoute(world.services, log)],
  });
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "A", kind: TAXABLE }) { id } }`,
    { id: householdId },
  );
  accountId = String(data.createAccount.id);
});
afterAll(async () => {
  await http.close(0);
  await world.close();
});

async function createImport(): Promise<{ readonly id: string; readonly uploadUrl: string }> {
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!) { createImport(input: { accountId: $id, fileName: "x.csv" }) { import { id } uploadUrl } }`,
    { id: accountId },
  );
  return { id: data.createImport.import.id, uploadUrl: data.createImport.uploadUrl };
}

const put = async (path: string, body: string | Uint8Array<ArrayBuffer>) => {
  const answer = await fetch(`http://127.0.0.1:${http.port}${path}`, {
    method: "PUT",
    body,
  });
  const json = (await answer.json()) as { errors?: { extensions: { code: string } }[] };
  return { status: answer.status, code: json.errors?.[0]?.extensions.code ?? null };
};

/** Sends zeros until all are sent or the server closes. */
function putZeros(path: string, bytes: number, announce: boolean) {
  return new Promise<{ status: number; code: string; sent: number }>((resolve, reject) => {
    const piece = Buffer.alloc(1 << 20, 0x61);
    let sent = 0;
    const headers = announce ? { "content-length": bytes } : {};
    const request = httpRequest(
      { host: "127.0.0.1", port: http.port, path, method: "PUT", headers },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.on("end", () => {
          const { errors } = JSON.parse(text) as { errors: { extensions: { code: string } }[] };
          resolve({
            status: response.statusCode ?? 0,
            code: errors[0]?.extensions.code ?? "",
            sent,
          });
          request.destroy();
        });
      },
    );
    request.on("error", reject);
    const send = (): void => {
      while (sent < bytes && !request.destroyed) {
        sent += piece.length;
        if (!request.write(piece)) return void request.once("drain", send);
      }
      request.end();
    };
    send();
  });
}

async function chunksOf(importId: string): Promise<number> {
  const [row] = await world.db.database.within({ householdIds: [householdId] }, (em) =>
    query<{ n: number }>(
      em,
      "select count(*)::int as n from portfolios.upload_chunk where import_id = $1",
      [importId],
    ),
  );
  return row?.n ?? -1;
}

const statusOf = async (id: string) =>
  (await world.ask(viewer, `query ($id: ID!) { import(id: $id) { status } }`, { id })).data.import
    .status as string;

describe("PUT /uploads/<token>", () => {
  it("takes a file once", async () => {
    const { id, uploadUrl } = await createImport();
    const file = schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00"]);
    expect(await put(uploadUrl, file)).toEqual({ status: 202, code: null });
    expect(await put(uploadUrl, file)).toEqual({ status: 404, code: "UPLOAD_INVALID" });
    await world.runJobs();
    expect(await statusOf(id)).toBe("PREVIEW");
    expect(await put(uploadUrl, file)).toEqual({ status: 404, code: "UPLOAD_INVALID" });
    expect(await chunksOf(id)).toBe(0);
  });

  it("lets one of many senders of the same address in", async () => {
    const { uploadUrl } = await createImport();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => put(uploadUrl, "Date,Action\n")),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      202,
      ...Array<number>(7).fill(404),
    ]);
  });

  it("refuses an empty file, and takes the file that follows", async () => {
    const { uploadUrl } = await createImport();
    expect(await put(uploadUrl, "")).toEqual({ status: 400, code: "UPLOAD_EMPTY" });
    expect((await put(uploadUrl, schwabFile([]))).status).toBe(202);
  });

  it("refuses a token that is forged, expired, or of a discarded import, alike", async () => {
    const { id, uploadUrl } = await createImport();
    const grant = { importId: id, householdId, expiresAt: new Date("2099-01-01") };
    const forged = new UploadGrantSigner("a guess").sign(grant);
    const foreign = new UploadGrantSigner("the secret of these tests").sign({
      ...grant,
      householdId: newId(),
    });
    for (const path of [
      `/uploads/${forged}`,
      `/uploads/${foreign}`,
      "/uploads/x",
      `${uploadUrl}x`,
    ]) {
      expect(await put(path, "x")).toEqual({ status: 404, code: "UPLOAD_INVALID" });
    }
    world.clock.now = new Date(world.clock.now.getTime() + 15 * 60_000);
    expect(await put(uploadUrl, "x")).toEqual({ status: 404, code: "UPLOAD_INVALID" });
    const second = await createImport();
    await world.ask(viewer, `mutation ($id: ID!) { discardImport(importId: $id) { id } }`, {
      id: second.id,
    });
    expect(await put(second.uploadUrl, "x")).toEqual({ status: 404, code: "UPLOAD_INVALID" });
    expect(await statusOf(id)).toBe("AWAITING_UPLOAD");
  });

  it("takes exactly 32 MiB", async () => {
    const { id, uploadUrl } = await createImport();
    expect((await put(uploadUrl, Buffer.alloc(UPLOAD_BYTES_MAX, 0x61))).status).toBe(202);
    expect(await chunksOf(id)).toBe(128);
  });

  it("refuses 200 MB that are announced before it reads them", async () => {
    const { id, uploadUrl } = await createImport();
    const answer = await putZeros(uploadUrl, 200_000_000, true);
    expect(answer).toMatchObject({ status: 413, code: "UPLOAD_TOO_LARGE" });
    expect(await chunksOf(id)).toBe(0);
    expect(await statusOf(id)).toBe("AWAITING_UPLOAD");
  });

  it("refuses 200 MB that come unannounced at the limit, keeps nothing, and lives", async () => {
    const { id, uploadUrl } = await createImport();
    const before = process.memoryUsage().rss;
    const answer = await putZeros(uploadUrl, 200_000_000, false);
    expect(answer).toMatchObject({ status: 413, code: "UPLOAD_TOO_LARGE" });
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    expect(await chunksOf(id)).toBe(0);
    // the same address still takes the right file
    expect((await put(uploadUrl, schwabFile([]))).status).toBe(202);
  });

  it("forgets what came when the sender goes away, so that it can try again", async () => {
    const { id, uploadUrl } = await createImport();
    await new Promise<void>((resolve) => {
      const request = httpRequest({
        host: "127.0.0.1",
        port: http.port,
        path: uploadUrl,
        method: "PUT",
        headers: { "content-length": 10_000_000 },
      });
      request.on("error", () => resolve());
      request.write(Buffer.alloc(1_000_000, 0x61), () => {
        setTimeout(() => request.destroy(new Error("gone")), 100);
      });
    });
    let status = 0;
    for (let i = 0; i < 50 && status !== 202; i++) {
      ({ status } = await put(uploadUrl, schwabFile([])));
      if (status !== 202) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(status).toBe(202);
    expect(await chunksOf(id)).toBe(1);
  });
});
