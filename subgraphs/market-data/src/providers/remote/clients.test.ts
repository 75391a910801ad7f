import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { Instrument } from "../../domain/instrument.js";
import { NyseCalendar } from "../../domain/nyseCalendar.js";
import { AlphaVantageClient } from "./AlphaVantageClient.js";
import type { QuoteClient } from "./RemoteProvider.js";
import { StooqClient } from "./StooqClient.js";
import { TiingoClient } from "./TiingoClient.js";
import { YahooClient } from "./YahooClient.js";

/** A provider on this machine: answers what a test says, and keeps what it was asked. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: { readonly url: string; readonly authorization: string | undefined }[] = [];
const server = createServer((request, response) => {
  asked.push({ url: request.url ?? "", authorization: request.headers.authorization });
  answer(request, response);
});
let baseUrl = "";

beforeAll(async () => {
  await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
beforeEach(() => {
  timeoutMs = 5_000;
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const says = (body: string, status = 200, headers: Record<string, string> = {}) => {
  answer = (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
};

const NOW = new Date("2026-11-20T16:00:00Z"); // Friday, 11:00 in New York
let timeoutMs = 5_000;
const instrument = (symbol: string, exchange = "XNAS", currency = "USD"): Instrument => ({
  id: symbol,
  symbol,
  exchange,
  name: symbol,
  assetClass: "US_EQUITY",
  currency,
});
const AAA = instrument("AAA");

const chart = (meta: object = {}, rest: object = {}) =>
  JSON.stringify({
    chart: {
      result: [
        {
          meta: {
            currency: "USD",
            symbol: "AAA",
            exchangeName: "NMS",
            regularMarketTime: 1795190398, // 2026-11-20 15:59:58 UTC
            regularMarketPrice: 189.69,
            chartPreviousClose: 190.71,
            ...meta,
          },
          indicators: { quote: [{}] },
          ...rest,
        },
      ],
      error: null,
    },
  });
const stooq = (line: string) => `Symbol,Date,Time,Open,High,Low,Close,Volume\r\n${line}\r\n`;
const global = (fields: object) => JSON.stringify({ "Global Quote": fields });
const GLOBAL = {
  "01. symbol": "AAA",
  "02. open": "190.2500",
  "03. high": "190.3800",
  "04. low": "188.5700",
  "05. price": "189.6900",
  "06. volume": "50941404",
  "07. latest trading day": "2026-11-19",
  "08. previous close": "190.7100",
  "09. change": "-1.0200",
  "10. change percent": "-0.5348%",
};
const TOP = {
  ticker: "AAA",
  timestamp: "2026-11-20T15:59:58.123456+00:00",
  last: 189.69,
  tngoLast: 189.69,
  prevClose: 190.71,
  volume: 100,
};

interface Documented {
  readonly name: string;
  readonly clientOf: () => QuoteClient;
  readonly good: string;
  readonly url: string;
  readonly asOf: string;
  readonly previousClose: string | null;
  readonly unknown: string;
}
const PROVIDERS: Documented[] = [
  {
    name: "yahoo",
    clientOf: () => new YahooClient({ baseUrl, timeoutMs }),
    good: chart(),
    url: "/v8/finance/chart/AAA?interval=1d&range=1d",
    asOf: "2026-11-20T15:59:58.000Z",
    previousClose: "190.71",
    unknown: JSON.stringify({
      chart: { result: null, error: { code: "Not Found", description: "No data found" } },
    }),
  },
  {
    name: "stooq",
    clientOf: () => new StooqClient({ baseUrl, timeoutMs }),
    // Warsaw is an hour ahead of UTC in November
    good: stooq("AAA.US,2026-11-20,16:59:58,190.25,190.38,188.57,189.69,50941404"),
    url: "/q/l/?s=aaa.us&f=sd2t2ohlcv&h&e=csv",
    asOf: "2026-11-20T15:59:58.000Z",
    previousClose: null,
    unknown: stooq("AAA.US,N/D,N/D,N/D,N/D,N/D,N/D,N/D"),
  },
  {
    name: "alphavantage",
    clientOf: () =>
      new AlphaVantageClient({
        baseUrl,
        key: "a-key",
        timeoutMs,
        calendar: new NyseCalendar(),
      }),
    good: global(GLOBAL),
    url: "/query?function=GLOBAL_QUOTE&symbol=AAA&apikey=a-key",
    asOf: "2026-11-19T21:00:00.000Z",
    previousClose: "190.71",
    unknown: global({}),
  },
  {
    name: "tiingo",
    clientOf: () => new TiingoClient({ baseUrl, key: "a-key", timeoutMs }),
    good: JSON.stringify([TOP]),
    url: "/iex/?tickers=aaa",
    asOf: "2026-11-20T15:59:58.123Z",
    previousClose: "190.71",
    unknown: "[]",
  },
];

describe.each(PROVIDERS)("the client of $name", (provider) => {
  const quote = (of = AAA) => provider.clientOf().quote(of, NOW);

  it("reads the documented answer, exactly", async () => {
    says(provider.good);
    expect(await quote()).toEqual({
      price: new Decimal("189.69"),
      previousClose: provider.previousClose && new Decimal(provider.previousClose),
      asOf: new Date(provider.asOf),
    });
    expect(asked.map(({ url }) => url)).toEqual([provider.url]);
  });

  it("has nothing of an unknown symbol", async () => {
    says(provider.unknown);
    expect(await quote()).toBeNull();
    says("<html>Not found</html>", 404);
    expect(await quote()).toBeNull();
  });

  it("does not ask for a market it does not carry", async () => {
    says(provider.good);
    expect(await quote(instrument("AAA", "XBOM", "INR"))).toBeNull();
    expect(asked).toEqual([]);
  });

  it.each([
    { status: 500, kind: "SERVER_ERROR" },
    { status: 503, kind: "SERVER_ERROR" },
    { status: 401, kind: "REFUSED" },
    { status: 403, kind: "REFUSED" },
    { status: 204, kind: "REFUSED" },
    { status: 429, kind: "RATE_LIMITED" },
  ])("calls status $status $kind", async ({ status, kind }) => {
    says(status === 204 ? "" : provider.good, status);
    await expect(quote()).rejects.toMatchObject({ kind });
  });

  it("hears how long a rate limit lasts, at most an hour", async () => {
    says("slow down", 429, { "retry-after": "120" });
    await expect(quote()).rejects.toMatchObject({ retryAfterSeconds: 120 });
    says("slow down", 429, { "retry-after": "999999" });
    await expect(quote()).rejects.toMatchObject({ retryAfterSeconds: 3_600 });
    says("slow down", 429, { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" });
    await expect(quote()).rejects.toMatchObject({ retryAfterSeconds: null });
  });

  it.each([
    { what: "a truncated answer", body: provider.good.slice(0, provider.good.length / 2) },
    { what: "HTML", body: "<!doctype html><html><body>We will be back</body></html>" },
    { what: "nothing", body: "" },
    { what: "bytes", body: "\u0000\u0001\ufffd" },
    { what: "JSON of another form", body: '{"price": 189.69}' },
    { what: "another symbol", body: provider.good.replaceAll("AAA", "AAB") },
    { what: "a price that is text", body: provider.good.replaceAll(/189\.690*/g, "a lot") },
  ])("calls $what GARBAGE", async ({ body }) => {
    says(body);
    await expect(quote()).rejects.toMatchObject({ kind: "GARBAGE" });
  });

  it("calls an answer larger than 8 MB GARBAGE", async () => {
    says("x".repeat(8_000_001));
    await expect(quote()).rejects.toMatchObject({ kind: "GARBAGE" });
  });

  it("gives up an answer that does not begin, or does not end, in time", async () => {
    timeoutMs = 150;
    answer = () => undefined;
    await expect(quote()).rejects.toMatchObject({ kind: "TIMED_OUT" });
    answer = (_request, response) => {
      response.writeHead(200);
      response.write(provider.good.slice(0, 10));
    };
    await expect(quote()).rejects.toMatchObject({ kind: "TIMED_OUT" });
  });

  it("calls a connection that breaks off UNREACHABLE", async () => {
    answer = (request) => request.socket.destroy();
    await expect(quote()).rejects.toMatchObject({ kind: "UNREACHABLE" });
    answer = (_request, response) => {
      response.writeHead(200, { "content-length": "10000" });
      response.write(provider.good.slice(0, 10), () => response.destroy());
    };
    await expect(quote()).rejects.toMatchObject({ kind: "UNREACHABLE" });
  });

  it("never tells its key in a fault", async () => {
    answer = (request) => request.socket.destroy();
    const fault: unknown = await quote().catch((error: unknown) => error);
    expect(JSON.stringify([String(fault), fault])).not.toContain("a-key");
  });
});

describe("YahooClient", () => {
  const client = () => new YahooClient({ baseUrl, timeoutMs });

  it("writes share classes and markets as Yahoo does, and divides pence", async () => {
    says(chart({ symbol: "BRK-B" }));
    await client().quote(instrument("BRK.B", "XNYS"));
    says(chart({ symbol: "VOD.L", currency: "GBp", regularMarketPrice: 72.5 }));
    const pounds = await client().quote(instrument("VOD", "XLON", "GBP"));
    expect(pounds?.price).toEqual(new Decimal("0.725"));
    expect(asked.map(({ url }) => url.split("?")[0])).toEqual([
      "/v8/finance/chart/BRK-B",
      "/v8/finance/chart/VOD.L",
    ]);
  });

  it("refuses an answer in another currency, and an unknown error", async () => {
    says(chart({ currency: "EUR" }));
    await expect(client().quote(AAA)).rejects.toMatchObject({ kind: "GARBAGE" });
    says(JSON.stringify({ chart: { result: null, error: { code: "Oops" } } }));
    await expect(client().quote(AAA)).rejects.toMatchObject({ kind: "GARBAGE" });
  });

  const day = (on: string) => Date.parse(`${on}T14:30:00Z`) / 1_000;
  const history = (close: (number | null)[]) =>
    chart(
      {},
      {
        timestamp: [day("2026-11-17"), day("2026-11-18"), day("2026-11-19"), day("2026-11-20")],
        events: {
          splits: {
            a: { date: day("2026-11-19"), numerator: 4, denominator: 1, splitRatio: "4:1" },
          },
        },
        indicators: {
          quote: [{ open: close, high: close, low: close, close, volume: [400, 400, 100, 100] }],
        },
      },
    );

  it("gives bars as traded: what Yahoo divided by a later split is multiplied back", async () => {
    says(history([25.000000123, null, 26.5, 27]));
    const range = { from: date("2026-11-17"), to: date("2026-11-30") };
    const bars = await client().bars(AAA, range, NOW);
    expect(bars.map((bar) => [bar.date, bar.close.toFixed(), bar.volume.toFixed()])).toEqual([
      ["2026-11-17", "100", "100"],
      ["2026-11-19", "26.5", "100"],
    ]);
  });

  it("gives splits, dividends as they were declared, and Yahoo's own adjusted closes", async () => {
    const answer = JSON.parse(history([25, 26, 26.5, 27])) as {
      chart: { result: { events: object; indicators: object }[] };
    };
    const [result] = answer.chart.result;
    Object.assign(result?.events ?? {}, {
      dividends: {
        b: { date: day("2026-11-18"), amount: 0.05 },
        c: { date: day("2026-11-19"), amount: 0.0625 },
      },
    });
    Object.assign(result?.indicators ?? {}, { adjclose: [{ adjclose: [24.9, null, 26.5, 27] }] });
    says(JSON.stringify(answer));
    const range = { from: date("2026-11-17"), to: date("2026-11-30") };
    const { actions, adjustedCloses, bars } = await client().history(AAA, range, NOW);
    expect(bars).toHaveLength(3);
    expect(actions).toEqual([
      {
        kind: "CASH_DIVIDEND",
        exDate: "2026-11-18",
        amount: new Decimal("0.2"),
        referenceClose: null,
      },
      { kind: "SPLIT", exDate: "2026-11-19", ratio: new Decimal(4) },
      {
        kind: "CASH_DIVIDEND",
        exDate: "2026-11-19",
        amount: new Decimal("0.0625"),
        referenceClose: null,
      },
    ]);
    expect([...adjustedCloses].map(([on, close]) => [on, close.toFixed()])).toEqual([
      ["2026-11-17", "24.9"],
      ["2026-11-19", "26.5"],
    ]);
    expect(asked.at(-1)?.url).toContain("events=div%2Csplit");
  });

  it("refuses columns of several lengths", async () => {
    says(history([1, 2]));
    const range = { from: date("2026-11-17"), to: date("2026-11-19") };
    await expect(client().bars(AAA, range, NOW)).rejects.toMatchObject({ kind: "GARBAGE" });
  });
});

describe("AlphaVantageClient", () => {
  const quote = () => PROVIDERS[2]?.clientOf().quote(AAA, NOW);

  it.each(["Note", "Information"])("takes status 200 with %s for a rate limit", async (name) => {
    says(JSON.stringify({ [name]: "Thank you for using Alpha Vantage! Our standard API …" }));
    await expect(quote()).rejects.toMatchObject({ kind: "RATE_LIMITED" });
  });

  it("has nothing where the call is called invalid", async () => {
    says(JSON.stringify({ "Error Message": "Invalid API call." }));
    expect(await quote()).toBeNull();
  });

  it("takes a price of the running session to be as old as the opening", async () => {
    says(global({ ...GLOBAL, "07. latest trading day": "2026-11-20" }));
    expect((await quote())?.asOf).toEqual(new Date("2026-11-20T14:30:00Z"));
  });

  it.each(["2026-11-21", "yesterday", "1980-01-02"])("refuses the day %s", async (on) => {
    says(global({ ...GLOBAL, "07. latest trading day": on }));
    await expect(quote()).rejects.toMatchObject({ kind: "GARBAGE" });
  });
});

describe("the others", () => {
  it("Tiingo's key travels in a header, not in the address", async () => {
    says(JSON.stringify([TOP]));
    await PROVIDERS[3]?.clientOf().quote(AAA, NOW);
    expect(asked).toEqual([{ url: "/iex/?tickers=aaa", authorization: "Token a-key" }]);
  });

  it("Stooq's daily limit comes with status 200", async () => {
    says("Exceeded the daily hits limit");
    await expect(PROVIDERS[1]?.clientOf().quote(AAA, NOW)).rejects.toMatchObject({
      kind: "RATE_LIMITED",
      retryAfterSeconds: 3_600,
    });
  });
});
