import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { MemoryBus } from "@wealthgraph/chassis/bus";
import { query, scopeOf } from "@wealthgraph/chassis/database";
import { newId } from "@wealthgraph/chassis/id";
import { createLogger } from "@wealthgraph/chassis/logger";
import { OutboxDispatcher } from "@wealthgraph/chassis/outbox";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { ANONYMOUS, type Viewer } from "@wealthgraph/chassis/viewer";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { AlertClock } from "../operations/AlertClock.js";
import { evaluateAlerts } from "../operations/alerts.js";
import type { MarketDataProvider } from "../operations/ports.js";
import { WatchList } from "../operations/WatchList.js";
import { NyseCalendar } from "../domain/nyseCalendar.js";
import { PostgresAlertStore, PostgresWaitingAlerts } from "../persistence/PostgresAlertStore.js";
import { instrumentId, PostgresInstrumentStore } from "../persistence/PostgresInstrumentStore.js";
import { PostgresHistoryStore } from "../persistence/PostgresHistoryStore.js";
import { PostgresIntradayStore } from "../persistence/PostgresIntradayStore.js";
import { PostgresQuoteStore } from "../persistence/PostgresQuoteStore.js";
import { PostgresWatchlistStore } from "../persistence/PostgresWatchlistStore.js";
import { BusAlertNews } from "../providers/BusAlertNews.js";
import { BusQuoteChannel } from "../providers/BusQuoteChannel.js";
import { RememberedQuotes } from "../providers/RememberedQuotes.js";
import { subgraph } from "../subgraph.js";
import type { MarketServices } from "./context.js";

const NOW = new Date("2026-11-20T16:00:00Z");
const AAA = instrumentId({ symbol: "AAA", exchange: "XNAS" });
const [OURS, THEIRS] = [newId(), newId()];
const OWNER = viewerWith({ [OURS]: "OWNER" });
const STRANGER = viewerWith({ [THEIRS]: "OWNER" });

let db: TestDatabase;
let graph: TestSubgraph;
let services: MarketServices;
let waiting: PostgresWaitingAlerts;
let dispatcher: OutboxDispatcher;
let watchList: WatchList;
/** What the one provider says now; null: it has no price. */
let price: string | null = "100";

const provider: MarketDataProvider = {
  name: "csv",
  isSimulated: false,
  priceAt: () =>
    Promise.resolve(
      price === null
        ? null
        : { price: new Decimal(price), previousClose: new Decimal(100), asOf: NOW },
    ),
  bars: () => Promise.resolve([]),
};

beforeAll(async () => {
  db = await createTestDatabase({ schema: "market_data", migrations: subgraph.migrations });
  const { database } = db;
  const instruments = new PostgresInstrumentStore(database);
  await instruments.ensure([
    { symbol: "AAA", exchange: "XNAS", name: "Alpha", assetClass: "US_EQUITY", currency: "USD" },
  ]);
  const bus = new MemoryBus();
  const quotes = new PostgresQuoteStore(database);
  const channel = new BusQuoteChannel(bus);
  watchList = new WatchList(quotes, channel, { now: () => NOW, onFailure: () => undefined });
  const history = new PostgresHistoryStore(db.database);
  services = {
    history,
    intraday: new PostgresIntradayStore(db.database),
    tracked: { note: () => undefined },
    market: {
      calendar: new NyseCalendar(),
      providers: [provider],
      fx: { rate: () => Promise.resolve(null) },
      lastGood: new RememberedQuotes(),
      actions: { actionsOf: () => [] },
    },
    instruments,
    quotes,
    channel,
    watchList,
    now: () => NOW,
    alertNews: new BusAlertNews(bus),
    alertsOf: (viewer) => new PostgresAlertStore(database, scopeOf(viewer)),
    watchlistsOf: (viewer) => new PostgresWatchlistStore(database, scopeOf(viewer)),
  };
  waiting = new PostgresWaitingAlerts(database);
  dispatcher = new OutboxDispatcher({
    database,
    schema: "market_data",
    bus,
    log: createLogger("test", "silent"),
  });
  graph = await openTestSubgraph(subgraph, services);
});
afterEach(async () => {
  price = "100";
  await db.database.within({ householdIds: [OURS, THEIRS] }, (em) =>
    query(em, "delete from market_data.alert"),
  );
});
afterAll(async () => {
  watchList.close();
  await db.close();
});

const CREATE = `mutation($input: CreateAlertInput!) { createAlert(input: $input) {
  id householdId kind threshold referencePrice createdAt firedAt firedPrice firedSource instrument { symbol } } }`;
const create = (viewer: Viewer, input: object) =>
  graph.ask(viewer, CREATE, {
    input: {
      householdId: OURS,
      instrumentId: AAA,
      kind: "PRICE_CROSSES",
      threshold: "110",
      ...input,
    },
  });
const alertsOf = (viewer: Viewer, id: string) =>
  graph.ask(
    viewer,
    `query($refs: [_Any!]!) { _entities(representations: $refs) { ... on Household { alerts { id firedAt firedPrice firedSource } } } }`,
    { refs: [{ __typename: "Household", id }] },
  );
const codes = (answer: { readonly errors: readonly { extensions: object }[] }) =>
  answer.errors.map(({ extensions }) => (extensions as { code?: string }).code);
const evaluate = () => evaluateAlerts({ ...services, waiting }, NOW);

describe("alerts", () => {
  it("on a drawdown follow the highest price since they were made, and fire below it", async () => {
    const { data } = await create(OWNER, { kind: "DRAWDOWN", threshold: "10" });
    expect(data.createAlert).toMatchObject({ kind: "DRAWDOWN", referencePrice: "100" });
    price = "91";
    expect(await evaluate()).toEqual({ waiting: 1, fired: 0 });
    price = "120";
    expect(await evaluate()).toEqual({ waiting: 1, fired: 0 });
    price = "108";
    expect(await evaluate()).toEqual({ waiting: 1, fired: 1 });
    expect(await dispatcher.dispatchOnce()).toBe(1);
    const told = (await alertsOf(OWNER, OURS)).data._entities[0].alerts[0];
    expect(told).toMatchObject({ firedPrice: "108" });
  });

  it.each([["0"], ["100"], ["-5"]])("refuse a drawdown of %s percent", async (threshold) => {
    expect(codes(await create(OWNER, { kind: "DRAWDOWN", threshold }))).toEqual(["BAD_INPUT"]);
  });

  it("wait, fire once when their price comes, and tell of it once", async () => {
    const { data, errors } = await create(OWNER, {});
    expect(errors).toEqual([]);
    expect(data.createAlert).toMatchObject({
      householdId: OURS,
      kind: "PRICE_CROSSES",
      threshold: "110",
      firedAt: null,
      firedPrice: null,
      instrument: { symbol: "AAA" },
    });
    const events = await graph.subscribe(
      OWNER,
      `subscription($id: ID!) { alertFired(householdId: $id) { id firedAt firedPrice firedSource } }`,
      { id: OURS },
    );
    expect(await evaluate()).toEqual({ waiting: 1, fired: 0 });
    price = "111";
    const rounds = await Promise.all([evaluate(), evaluate(), evaluate()]);
    expect(rounds.reduce((all, { fired }) => all + fired, 0)).toBe(1);
    expect(await evaluate()).toEqual({ waiting: 0, fired: 0 });
    expect(await dispatcher.dispatchOnce()).toBe(1);
    const fired = {
      id: data.createAlert.id,
      firedAt: "2026-11-20T16:00:00.000Z",
      firedPrice: "111",
      firedSource: "csv",
    };
    expect((await events.next()).value).toEqual({ data: { alertFired: fired }, errors: [] });
    expect((await alertsOf(OWNER, OURS)).data._entities).toEqual([{ alerts: [fired] }]);
    await events.return?.();
  });

  it("reach the subscribers of their own household only, also when an event comes twice", async () => {
    await create(OWNER, {});
    await create(STRANGER, { householdId: THEIRS, kind: "PERCENT_CHANGE", threshold: "5" });
    const subscribe = (viewer: Viewer, id: string) =>
      graph.subscribe(viewer, `subscription($id: ID!) { alertFired(householdId: $id) { kind } }`, {
        id,
      });
    const [ours, theirs] = [await subscribe(OWNER, OURS), await subscribe(STRANGER, THEIRS)];
    price = "112";
    await evaluate();
    await dispatcher.dispatchOnce();
    await db.database.asSystem((em) =>
      query(em, "update market_data.outbox set dispatched_at = null"),
    );
    await dispatcher.dispatchOnce();
    expect((await ours.next()).value.data).toEqual({ alertFired: { kind: "PRICE_CROSSES" } });
    expect((await theirs.next()).value.data).toEqual({ alertFired: { kind: "PERCENT_CHANGE" } });
    const more = await Promise.race([
      ours.next(),
      theirs.next(),
      new Promise((resume) => setTimeout(() => resume("silence"), 50)),
    ]);
    expect(more).toBe("silence");
    await Promise.all([ours.return?.(), theirs.return?.()]);
  });

  it("fire on stale data when there is no price", async () => {
    await create(OWNER, { kind: "STALE", threshold: null });
    expect(await evaluate()).toEqual({ waiting: 1, fired: 0 });
    price = null;
    expect(await evaluate()).toEqual({ waiting: 1, fired: 1 });
  });

  it("are removed by who may write", async () => {
    const { data } = await create(OWNER, {});
    const remove = (viewer: Viewer, id: string) =>
      graph.ask(viewer, "mutation($id: ID!) { removeAlert(alertId: $id) }", { id });
    const { id } = data.createAlert;
    expect(codes(await remove(STRANGER, id))).toEqual(["NOT_FOUND"]);
    expect(codes(await remove(ANONYMOUS, id))).toEqual(["NOT_FOUND"]);
    expect(codes(await remove(viewerWith({ [OURS]: "VIEWER" }), id))).toEqual(["FORBIDDEN"]);
    expect(codes(await remove(OWNER, "1 or 1=1"))).toEqual(["NOT_FOUND"]);
    expect((await remove(OWNER, id)).data).toEqual({ removeAlert: true });
    expect(codes(await remove(OWNER, id))).toEqual(["NOT_FOUND"]);
  });

  it.each([
    { what: "a foreign household", viewer: STRANGER, input: {}, code: "NOT_FOUND" },
    { what: "nobody", viewer: ANONYMOUS, input: {}, code: "UNAUTHENTICATED" },
    { what: "an adviser", viewer: viewerWith({ [OURS]: "ADVISER" }), input: {}, code: "FORBIDDEN" },
    {
      what: "an unknown instrument",
      viewer: OWNER,
      input: { instrumentId: newId() },
      code: "NOT_FOUND",
    },
    { what: "no threshold", viewer: OWNER, input: { threshold: null }, code: "BAD_INPUT" },
    { what: "the price of now", viewer: OWNER, input: { threshold: "100" }, code: "BAD_INPUT" },
  ])("are refused for $what", async ({ viewer, input, code }) => {
    expect(codes(await create(viewer, input))).toEqual([code]);
    expect(await waiting.all()).toEqual([]);
  });

  it("are at most 200 a household, also when the last ones come at once", async () => {
    const store = services.alertsOf(OWNER);
    const draft = {
      instrumentId: AAA,
      kind: "STALE",
      threshold: null,
      referencePrice: null,
    } as const;
    for (let i = 0; i < 197; i += 1) await store.add({ ...draft, householdId: OURS }, 200);
    const last = await Promise.all(
      Array.from({ length: 6 }, () => create(OWNER, { kind: "STALE", threshold: null })),
    );
    expect(last.flatMap(codes)).toEqual(["BAD_INPUT", "BAD_INPUT", "BAD_INPUT"]);
  });

  it("of another household are neither listed nor watched", async () => {
    await create(OWNER, {});
    expect(codes(await alertsOf(STRANGER, OURS))).toEqual(["NOT_FOUND"]);
    expect(codes(await alertsOf(ANONYMOUS, OURS))).toEqual(["UNAUTHENTICATED"]);
    const refused = graph.subscribe(
      STRANGER,
      `subscription($id: ID!) { alertFired(householdId: $id) { id } }`,
      { id: OURS },
    );
    await expect(refused).rejects.toMatchObject({
      errors: [{ extensions: { code: "NOT_FOUND" } }],
    });
  });

  it("are evaluated by the clock until it is stopped", async () => {
    await create(OWNER, { kind: "STALE", threshold: null });
    price = null;
    const clock = new AlertClock(
      { ...services, waiting },
      { now: () => NOW, onFailure: () => undefined },
    );
    clock.start();
    await clock.stop();
    expect(await waiting.all()).toEqual([]);
  });
});

describe("watchlists", () => {
  const LIST = "id name version instruments { symbol }";
  const CREATE_LIST = `mutation($input: CreateWatchlistInput!) { createWatchlist(input: $input) { ${LIST} } }`;
  const UPDATE_LIST = `mutation($input: UpdateWatchlistInput!) { updateWatchlist(input: $input) { ${LIST} } }`;
  const REMOVE_LIST = `mutation($input: RemoveWatchlistInput!) { removeWatchlist(input: $input) }`;
  const make = (viewer: Viewer, input: object = {}) =>
    graph.ask(viewer, CREATE_LIST, {
      input: { householdId: OURS, name: "Energy", instrumentIds: [AAA], ...input },
    });
  const listsOf = (viewer: Viewer, id: string) =>
    graph.ask(
      viewer,
      `query($refs: [_Any!]!) { _entities(representations: $refs) { ... on Household { watchlists { ${LIST} } } } }`,
      { refs: [{ __typename: "Household", id }] },
    );
  afterEach(async () => {
    await db.database.within({ householdIds: [OURS, THEIRS] }, (em) =>
      query(em, "delete from market_data.watchlist"),
    );
  });

  it("are made, changed at the version that was read, listed and removed", async () => {
    const { data, errors } = await make(OWNER);
    expect(errors).toEqual([]);
    const { id } = data.createWatchlist;
    const made = { id, name: "Energy", version: 1, instruments: [{ symbol: "AAA" }] };
    expect(data.createWatchlist).toEqual(made);
    const change = (input: object) =>
      graph.ask(OWNER, UPDATE_LIST, { input: { watchlistId: id, ...input } });
    const renamed = { ...made, name: "Oil", version: 2 };
    expect((await change({ version: 1, name: "Oil" })).data.updateWatchlist).toEqual(renamed);
    expect(codes(await change({ version: 1, name: "Gas" }))).toEqual(["CONFLICT"]);
    const empty = { ...renamed, version: 3, instruments: [] };
    expect((await change({ version: 2, instrumentIds: [] })).data.updateWatchlist).toEqual(empty);
    expect((await listsOf(OWNER, OURS)).data._entities).toEqual([{ watchlists: [empty] }]);
    const remove = (version: number) =>
      graph.ask(OWNER, REMOVE_LIST, { input: { watchlistId: id, version } });
    expect(codes(await remove(2))).toEqual(["CONFLICT"]);
    expect((await remove(3)).data).toEqual({ removeWatchlist: true });
    expect(codes(await remove(3))).toEqual(["NOT_FOUND"]);
  });

  it.each([
    { what: "a foreign household", viewer: STRANGER, input: {}, code: "NOT_FOUND" },
    { what: "nobody", viewer: ANONYMOUS, input: {}, code: "UNAUTHENTICATED" },
    { what: "a viewer", viewer: viewerWith({ [OURS]: "VIEWER" }), input: {}, code: "FORBIDDEN" },
    { what: "no name", viewer: OWNER, input: { name: "" }, code: "BAD_INPUT" },
    { what: "a long name", viewer: OWNER, input: { name: "x".repeat(101) }, code: "BAD_INPUT" },
    { what: "a control character", viewer: OWNER, input: { name: "a\u0000b" }, code: "BAD_INPUT" },
    {
      what: "an instrument twice",
      viewer: OWNER,
      input: { instrumentIds: [AAA, AAA] },
      code: "BAD_INPUT",
    },
    {
      what: "201 instruments",
      viewer: OWNER,
      input: { instrumentIds: Array.from({ length: 201 }, () => newId()) },
      code: "BAD_INPUT",
    },
    {
      what: "an unknown instrument",
      viewer: OWNER,
      input: { instrumentIds: ["x"] },
      code: "NOT_FOUND",
    },
  ])("are refused for $what", async ({ viewer, input, code }) => {
    expect(codes(await make(viewer, input))).toEqual([code]);
    expect((await listsOf(OWNER, OURS)).data._entities).toEqual([{ watchlists: [] }]);
  });

  it("are at most 50 a household", async () => {
    const store = services.watchlistsOf(OWNER);
    const draft = { name: "List", instrumentIds: [] };
    for (let i = 0; i < 49; i += 1) await store.add(OURS, draft, 50);
    expect([codes(await make(OWNER)), codes(await make(OWNER))]).toEqual([[], ["BAD_INPUT"]]);
  });

  it("of another household cannot be seen, changed or removed, with and without our checks", async () => {
    const { id } = (await make(OWNER)).data.createWatchlist;
    expect(codes(await listsOf(STRANGER, OURS))).toEqual(["NOT_FOUND"]);
    const input = { watchlistId: id, version: 1 };
    expect(
      codes(await graph.ask(STRANGER, UPDATE_LIST, { input: { ...input, name: "Mine" } })),
    ).toEqual(["NOT_FOUND"]);
    expect(codes(await graph.ask(STRANGER, REMOVE_LIST, { input }))).toEqual(["NOT_FOUND"]);
    const theirs = new PostgresWatchlistStore(db.database, { householdIds: [THEIRS] });
    const draft = { name: "Mine", instrumentIds: [] };
    expect(await theirs.ofHousehold(OURS)).toEqual([]);
    expect(await theirs.replace({ id, version: 1 }, draft)).toBeNull();
    expect(await theirs.remove({ id, version: 1 })).toBe(false);
    await expect(theirs.add(OURS, draft, 50)).rejects.toThrow("row-level security");
  });
});

describe("the row-level security of market-data", () => {
  it("is forced on every table with a household", async () => {
    const rows = await db.database.global((em) =>
      query<{ relname: string; forced: boolean }>(
        em,
        `select relname, relrowsecurity and relforcerowsecurity as forced from pg_class
         join pg_attribute on attrelid = pg_class.oid and attname = 'household_id'
         where relnamespace = 'market_data'::regnamespace and relkind = 'r' order by relname`,
      ),
    );
    expect(rows).toEqual([
      { relname: "alert", forced: true },
      { relname: "outbox", forced: true },
      { relname: "watchlist", forced: true },
    ]);
  });

  it("hides and protects the alerts of another household without any check of ours", async () => {
    await create(OWNER, {});
    const theirs = new PostgresAlertStore(db.database, { householdIds: [THEIRS] });
    expect(await theirs.ofHousehold(OURS)).toEqual([]);
    const [alert] = await waiting.all();
    if (!alert) throw new Error("one alert waits");
    expect(await theirs.byId(alert.id)).toBeNull();
    await theirs.remove(alert.id);
    expect(await waiting.all()).toHaveLength(1);
    await expect(theirs.add({ ...alert, householdId: OURS }, 200)).rejects.toThrow(
      "row-level security",
    );
  });
});
