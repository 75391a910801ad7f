import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { Failure } from "@wealthgraph/kernel/refusal";
import { parseImport } from "./operations/parseImport.js";
import type { Market } from "./operations/ports.js";
import { resumeImports } from "./operations/resumeImports.js";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
let superuser: Client;
beforeAll(async () => {
  world = await openTestWorld();
  world.market.list("ALFA");
  superuser = new Client({ connectionString: world.db.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await world.close();
});

const ROWS = 1_200;

/** An import whose file is there and whose parse job nobody has taken. */
async function uploaded() {
  const householdId = newId();
  const viewer = viewerWith({ [householdId]: "OWNER" });
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "A", kind: TAXABLE }) { id } }`,
    { id: householdId },
  );
  const created = await world.ask(
    viewer,
    `mutation ($id: ID!) { createImport(input: { accountId: $id, fileName: "x" }) { import { id } uploadUrl } }`,
    { id: data.createAccount.id },
  );
  const { import: item, uploadUrl } = created.data.createImport;
  await world.upload(
    uploadUrl,
    schwabFile(Array.from({ length: ROWS }, (_, i) => `2024-01-02 Buy ALFA ${i + 1} @ 1.00`)),
  );
  const state = async () =>
    (
      await world.ask(viewer, `query ($id: ID!) { import(id: $id) { status rowsNew rowsTotal } }`, {
        id: item.id,
      })
    ).data.import;
  return { job: { householdId, importId: String(item.id) }, state };
}

/** A market that stops answering after some calls, as when the worker's process dies. */
function dyingMarket(callsMax: number): Market {
  let calls = 0;
  return {
    instruments: (household, symbols) => {
      calls += 1;
      if (calls > callsMax) return Promise.reject(new Failure("GRAPH_UNAVAILABLE"));
      return world.market.instruments(household, symbols);
    },
    closes: (...asked) => world.market.closes(...asked),
    rates: (...asked) => world.market.rates(...asked),
    totalReturns: (...asked) => world.market.totalReturns(...asked),
  };
}

const age = (importId: string) =>
  superuser.query(
    "update portfolios.import set moved_at = now() - interval '1 minute' where id = $1",
    [importId],
  );

describe("an import whose worker died", () => {
  it("is parsed again from its start, and no row twice", async () => {
    const { job, state } = await uploaded();
    const { work, news } = world.services;
    const dead = parseImport({ work, news, market: dyingMarket(0) }, job);
    await expect(dead).rejects.toThrow("GRAPH_UNAVAILABLE");
    expect((await state()).status).toBe("PARSING");
    await age(job.importId);
    await resumeImports(work);
    await world.runJobs();
    expect(await state()).toEqual({ status: "PREVIEW", rowsNew: ROWS, rowsTotal: ROWS + 1 });
  });

  it("is left alone while it moves", async () => {
    const { job, state } = await uploaded();
    await world.runJobs();
    const before = await world.services.work.stalledImports(45);
    expect(before.map(({ importId }) => importId)).not.toContain(job.importId);
    expect((await state()).status).toBe("PREVIEW");
  });

  it("is given to one of two readings that run at once", async () => {
    const { job, state } = await uploaded();
    const { work, news } = world.services;
    const ports = { work, news, market: world.market };
    await Promise.all([parseImport(ports, job), parseImport(ports, job), parseImport(ports, job)]);
    expect(await state()).toEqual({ status: "PREVIEW", rowsNew: ROWS, rowsTotal: ROWS + 1 });
    const { rows } = await superuser.query<{ n: number }>(
      "select count(*)::int as n from portfolios.import_row where import_id = $1",
      [job.importId],
    );
    expect(rows[0]?.n).toBe(ROWS + 1);
  });
});
