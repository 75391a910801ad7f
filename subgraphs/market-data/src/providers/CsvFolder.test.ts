import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { RefusedRow } from "../domain/csvRows.js";
import type { Instrument, Listing } from "../domain/instrument.js";
import { NyseCalendar } from "../domain/nyseCalendar.js";
import { CsvFolder } from "./CsvFolder.js";
import { EuroRateFiles } from "./EuroRateFiles.js";

const calendar = new NyseCalendar();
const folders: string[] = [];
const HEADER = "date,open,high,low,close,volume";

async function folderOf(files: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "market-"));
  folders.push(directory);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(directory, name, ".."), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  return directory;
}

afterEach(async () => {
  for (const directory of folders.splice(0)) await rm(directory, { recursive: true });
});

async function openFolder(directory: string, known: Listing[] = []) {
  const refused: [string, readonly RefusedRow[]][] = [];
  const folder = await CsvFolder.open({
    directory,
    known,
    calendar,
    report: (file, rows) => refused.push([file.slice(directory.length + 1), rows]),
  });
  return { folder, refused };
}

const instrument = (symbol: string, exchange = "XXXX"): Instrument => ({
  id: symbol,
  symbol,
  exchange,
  name: symbol,
  assetClass: "OTHER",
  currency: "USD",
});
const NOW = new Date("2026-11-20T16:00:00Z");

describe("CsvFolder", () => {
  it("serves the last bar that has closed as of its session's close, with the close before", async () => {
    const directory = await folderOf({
      "equities/AAA.csv": `${HEADER}\n2026-11-18,10,11,9,10.5,100\n2026-11-19,10,12,10,11.25,100\n2026-11-20,1,1,1,1,1\n`,
    });
    const { folder } = await openFolder(directory);
    expect(await folder.priceAt(instrument("AAA"), NOW)).toEqual({
      price: new Decimal("11.25"),
      previousClose: new Decimal("10.5"),
      asOf: new Date("2026-11-19T21:00:00Z"),
    });
    const range = { from: date("2026-11-01"), to: date("2026-11-30") };
    expect((await folder.bars(instrument("AAA"), range, NOW)).map((bar) => bar.date)).toEqual([
      "2026-11-18",
      "2026-11-19",
    ]);
  });

  it("divides the close before a split by its ratio on the ex-date", async () => {
    const directory = await folderOf({
      "equities/AAA.csv": `${HEADER}\n2024-06-07,1200,1210,1190,1208,100\n2024-06-10,120,123,117,121.79,1000\n`,
      "corporate-actions/events.csv":
        "symbol,ex_date,type,value,last_cum_date,reference_close\nAAA,2024-06-10,SPLIT,10,2024-06-07,1208\n",
    });
    const { folder } = await openFolder(directory);
    expect(await folder.priceAt(instrument("AAA"), NOW)).toMatchObject({
      previousClose: new Decimal("120.8"),
    });
  });

  it("refuses malformed rows with their lines and serves the others", async () => {
    const directory = await folderOf({
      "equities/AAA.csv": `${HEADER}\n2026-11-18,10,11,9,10.5,100\n\n2026-11-19,ten,12,10,11,100\n2026-11-19,10,12,10\n`,
    });
    const { folder, refused } = await openFolder(directory);
    expect(await folder.priceAt(instrument("AAA"), NOW)).toMatchObject({
      price: new Decimal("10.5"),
      previousClose: null,
    });
    expect(refused).toEqual([
      [
        "equities/AAA.csv",
        [
          { line: 4, reason: 'open is no number: "ten"' },
          { line: 5, reason: "6 cells expected, 4 found" },
        ],
      ],
    ]);
  });

  it.each([
    { name: "another header", text: "Date,Close\n2026-11-19,1\n", reason: /header date,open/ },
    {
      name: "a quote that never closes",
      text: `${HEADER}\n"2026-11-19,1,1,1,1,1\n`,
      reason: /no CSV/,
    },
    { name: "no bytes", text: "", reason: /header date,open/ },
    { name: "binary rubbish", text: "\u0000\u0001\ufffd,\u0000", reason: /header date,open/ },
  ])("has no price from a file with $name, and says why", async ({ text, reason }) => {
    const { folder, refused } = await openFolder(await folderOf({ "equities/AAA.csv": text }));
    expect(await folder.priceAt(instrument("AAA"), NOW)).toBeNull();
    expect(refused).toMatchObject([["equities/AAA.csv", [{ line: 1 }]]]);
    expect(refused[0]?.[1][0]?.reason).toMatch(reason);
  });

  it("lives with a folder that is not there, and with file names that are no symbols", async () => {
    const missing = await openFolder("/nowhere/at/all");
    expect(missing.folder.listings).toEqual([]);
    expect(missing.refused).toHaveLength(1);
    const odd = await openFolder(await folderOf({ "equities/not a symbol!.csv": HEADER }));
    expect(odd.folder.listings).toEqual([]);
    expect(odd.refused).toEqual([
      ["equities/not a symbol!.csv", [{ line: 0, reason: "its name is no symbol" }]],
    ]);
  });

  it("names its files by instruments.csv, then by known listings, then by the symbol alone", async () => {
    const known: Listing = { ...instrument("BBB", "XNYS"), name: "Known Inc." };
    const directory = await folderOf({
      "equities/AAA.csv": HEADER,
      "equities/BBB.csv": HEADER,
      "equities/CCC.csv": HEADER,
      "instruments.csv": `symbol,exchange,name,asset_class,currency\nAAA,XETR,"Fund, the",US_EQUITY,EUR\nCCC,?,C,BOND,USD\n`,
    });
    const { folder, refused } = await openFolder(directory, [known]);
    expect(folder.listings).toEqual([
      {
        symbol: "AAA",
        exchange: "XETR",
        name: "Fund, the",
        assetClass: "US_EQUITY",
        currency: "EUR",
        sector: null,
        isin: null,
        cusip: null,
        delistedOn: null,
      },
      known,
      { symbol: "CCC", exchange: "XXXX", name: "CCC", assetClass: "OTHER", currency: "USD" },
    ]);
    expect(refused).toMatchObject([["instruments.csv", [{ line: 3 }]]]);
    expect(await folder.priceAt(instrument("AAA", "XNAS"), NOW)).toBeNull();
  });

  it("reads identifiers, sectors and delistings where instruments.csv has them", async () => {
    const head = "symbol,exchange,name,asset_class,currency,sector,isin,cusip,delisted_on";
    const { folder, refused } = await openFolder(
      await folderOf({
        "equities/AAA.csv": HEADER,
        "equities/BBB.csv": HEADER,
        "equities/CCC.csv": HEADER,
        "instruments.csv": `${head}
AAA,XNAS,A,US_EQUITY,USD,INFORMATION_TECHNOLOGY,US0378331005,,2020-01-02
BBB,XNYS,B,US_EQUITY,USD,,US0378331006,,
CCC,XNYS,C,US_EQUITY,USD,TULIPS,,,
`,
      }),
    );
    expect(folder.listings[0]).toEqual({
      symbol: "AAA",
      exchange: "XNAS",
      name: "A",
      assetClass: "US_EQUITY",
      currency: "USD",
      sector: "INFORMATION_TECHNOLOGY",
      isin: "US0378331005",
      cusip: "037833100",
      delistedOn: "2020-01-02",
    });
    expect(refused).toMatchObject([["instruments.csv", [{ line: 3 }, { line: 4 }]]]);
  });

  it("reads whose symbol it was when, and refuses what is no period", async () => {
    const { folder, refused } = await openFolder(
      await folderOf({
        "equities/WM.csv": HEADER,
        "equities/GONE.csv": HEADER,
        "corporate-actions/symbol_history.csv": `instrument,ticker,from_date,to_date,note
GONE,WM,1998-12-09,2008-09-26,seized
WM,WM,2009-08-05,,the symbol is used again
NOFILE,X,2009-08-05,,
WM,WMI,2009-08-04,1998-07-17,
WM,,1998-07-17,,
`,
      }),
    );
    expect(
      folder.formerSymbols.map(({ symbol, from, to, of }) => [of.symbol, symbol, from, to]),
    ).toEqual([
      ["GONE", "WM", "1998-12-09", "2008-09-26"],
      ["WM", "WM", "2009-08-05", null],
    ]);
    const lines = [{ line: 4 }, { line: 5 }, { line: 6 }];
    expect(refused).toMatchObject([["corporate-actions/symbol_history.csv", lines]]);
  });

  it("reads a changed file again without a restart, and a removed one from memory", async () => {
    const directory = await folderOf({
      "equities/AAA.csv": `${HEADER}\n2026-11-18,10,11,9,10,100\n`,
    });
    const file = join(directory, "equities", "AAA.csv");
    const { folder } = await openFolder(directory);
    const priceNow = async () => (await folder.priceAt(instrument("AAA"), NOW))?.price.toNumber();
    const later = (ms: number) =>
      jest.spyOn(performance, "now").mockReturnValue(performance.now() + ms);
    expect(await priceNow()).toBe(10);
    await writeFile(file, `${HEADER}\n2026-11-19,10,12,9,12,100\n`);
    await utimes(file, new Date(), new Date(Date.now() + 2_000));
    const clock = later(6_000);
    expect(await priceNow()).toBe(12);
    await rm(file);
    clock.mockRestore();
    later(20_000);
    expect(await priceNow()).toBe(12);
    jest.restoreAllMocks();
  });
});

describe("EuroRateFiles", () => {
  const usdOf = (base: string) => ({ base, quote: "USD" });
  it("without a folder carries the rates of one day, with date and source, and none of earlier days", async () => {
    const rates = await EuroRateFiles.open(null, () => undefined);
    // ECB, 31 December 2024: 1 EUR = 1.0389 USD = 0.82918 GBP
    expect(await rates.rate(usdOf("EUR"), date("2026-11-20"))).toEqual({
      base: "EUR",
      quote: "USD",
      rate: new Decimal("1.0389"),
      on: "2024-12-31",
      source: "European Central Bank, reference rates of 2024-12-31",
    });
    expect((await rates.rate(usdOf("GBP"), date("2026-11-20")))?.rate.toFixed(4)).toBe("1.2529");
    expect(await rates.rate(usdOf("EUR"), date("2024-12-30"))).toBeNull();
  });

  it("prefers the folder's file, and reports its malformed rows", async () => {
    const directory = await folderOf({
      "fx/ecb_eur_daily.csv": "date,USD\n2020-01-02,1.1193\nyesterday,1\n",
    });
    const refused: number[] = [];
    const rates = await EuroRateFiles.open(directory, (_file, rows) =>
      refused.push(...rows.map((row) => row.line)),
    );
    expect(await rates.rate(usdOf("EUR"), date("2020-01-05"))).toMatchObject({
      rate: new Decimal("1.1193"),
      on: "2020-01-02",
      source: "European Central Bank",
    });
    expect(refused).toEqual([3]);
  });
});

describe("the shared market data", () => {
  const directory = resolve("../shared/data/market");
  const isHere = existsSync(directory);
  if (!isHere) console.log("skipped: ../shared/data is not here");
  const whenHere = isHere ? it : it.skip;

  whenHere("is read whole: every row of every file, no row refused", async () => {
    const { folder, refused } = await openFolder(directory);
    const all = { from: date("1998-01-01"), to: date("2021-12-31") };
    let bars = 0;
    for (const listing of folder.listings) {
      const found = await folder.bars({ ...listing, id: listing.symbol }, all, NOW);
      bars += found.length;
    }
    expect([folder.listings.length, bars]).toEqual([14, 63_052]);
    await EuroRateFiles.open(directory, (file, rows) => refused.push([file, rows]));
    expect(refused).toEqual([]);
  });

  whenHere(
    "gives Apple's last close, and its close before the 4:1 split of 2020 as a quarter",
    async () => {
      const { folder } = await openFolder(directory);
      const aapl = instrument("AAPL");
      expect(await folder.priceAt(aapl, NOW)).toMatchObject({
        asOf: new Date("2021-03-31T20:00:00Z"),
        price: new Decimal("122.15"), // Apple's close of 31 March 2021
      });
      const onExDate = await folder.priceAt(aapl, new Date("2020-08-31T21:00:00Z"));
      expect(onExDate?.previousClose?.toFixed(4)).toBe("124.8075"); // 499.23 / 4
    },
  );

  whenHere("gives the European Central Bank's rate of the day before a closing day", async () => {
    const rates = await EuroRateFiles.open(directory, () => undefined);
    const rate = await rates.rate({ base: "EUR", quote: "USD" }, date("2025-01-01"));
    expect(rate).toMatchObject({ rate: new Decimal("1.0389"), on: "2024-12-31" });
  });
});
