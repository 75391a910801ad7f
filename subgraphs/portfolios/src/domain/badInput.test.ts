import { describe, expect, it } from "@jest/globals";
import { openLayout } from "./brokerLayout.js";
import { type CsvRow, type ParsedRow, partsOf } from "./importedRow.js";
import { identifyRows } from "./rowIdentity.js";

/** A purchase of a layout as cells by column name, and where each kind of bad input goes. */
interface Sample {
  readonly layout: string;
  readonly header: readonly string[];
  readonly cells: Readonly<Record<string, string>>;
  /** Columns: date, action, units, words; the currency where the row names one. */
  readonly at: {
    readonly date: string;
    readonly action: string;
    readonly units: string;
    readonly words: string;
    readonly currency?: string;
  };
  /** The sample's day in the order of another country. */
  readonly foreignDate: string;
  /** A quantity with the decimal sign of another country. */
  readonly foreignUnits: string;
  /** True where a row must have as many cells as the header. */
  readonly isRectangular: boolean;
}

const SAMPLES: readonly Sample[] = [
  {
    layout: "SCHWAB",
    header: "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount".split(","),
    cells: {
      Date: "03/28/2024",
      Action: "Buy",
      Symbol: "SCHB",
      Description: "SCHWAB ETF",
      Quantity: "8",
      Price: "$59.10",
      Amount: "-$472.80",
    },
    at: { date: "Date", action: "Action", units: "Quantity", words: "Description" },
    foreignDate: "28/03/2024",
    foreignUnits: "8,5",
    isRectangular: false,
  },
  {
    layout: "FIDELITY",
    header:
      "Run Date,Action,Symbol,Description,Type,Price ($),Quantity,Commission ($),Fees ($),Accrued Interest ($),Amount ($),Settlement Date".split(
        ",",
      ),
    cells: {
      "Run Date": "03/28/2024",
      Action: "YOU BOUGHT F",
      Symbol: "FZROX",
      Description: "FIDELITY",
      "Price ($)": "20.5",
      Quantity: "10",
      "Amount ($)": "-205",
    },
    at: { date: "Run Date", action: "Action", units: "Quantity", words: "Description" },
    foreignDate: "28/03/2024",
    foreignUnits: "10,5",
    isRectangular: false,
  },
  {
    layout: "IBKR_FLEX",
    header:
      "Buy/Sell,TradeDate,Symbol,ISIN,Description,Quantity,TradePrice,TradeMoney,CurrencyPrimary,IBCommission,IBCommissionCurrency".split(
        ",",
      ),
    cells: {
      "Buy/Sell": "BUY",
      TradeDate: "20240328",
      Symbol: "VTI",
      Description: "VANGUARD",
      Quantity: "10",
      TradePrice: "248.15",
      TradeMoney: "2481.5",
      CurrencyPrimary: "USD",
    },
    at: {
      date: "TradeDate",
      action: "Buy/Sell",
      units: "Quantity",
      words: "Description",
      currency: "CurrencyPrimary",
    },
    foreignDate: "28/03/2024",
    foreignUnits: "10,5",
    isRectangular: false,
  },
  {
    layout: "VANGUARD",
    header:
      "Account Number,Trade Date,Settlement Date,Transaction Type,Transaction Description,Investment Name,Symbol,Shares,Share Price,Principal Amount,Commissions and Fees,Net Amount,Accrued Interest,Account Type,".split(
        ",",
      ),
    cells: {
      "Account Number": "11112222",
      "Trade Date": "2024-03-28",
      "Transaction Type": "Buy",
      "Transaction Description": "Buy",
      Symbol: "BND",
      Shares: "6.00000",
      "Share Price": "73.0000",
      "Net Amount": "-438.00",
    },
    at: {
      date: "Trade Date",
      action: "Transaction Type",
      units: "Shares",
      words: "Transaction Description",
    },
    foreignDate: "28/03/2024",
    foreignUnits: "6,5",
    isRectangular: true,
  },
  {
    layout: "ETRADE",
    header:
      "TransactionDate,TransactionType,SecurityType,Symbol,Quantity,Amount,Price,Commission,Description".split(
        ",",
      ),
    cells: {
      TransactionDate: "03/28/24",
      TransactionType: "Bought",
      SecurityType: "EQ",
      Symbol: "INTC",
      Quantity: "10",
      Amount: "-382.1",
      Price: "38.21",
      Commission: "0",
      Description: "INTEL CORP",
    },
    at: {
      date: "TransactionDate",
      action: "TransactionType",
      units: "Quantity",
      words: "Description",
    },
    foreignDate: "28/03/24",
    foreignUnits: "10,5",
    isRectangular: true,
  },
  {
    layout: "ETRADE",
    header:
      "Activity/Trade Date,Transaction Date,Settlement Date,Activity Type,Description,Symbol,Cusip,Quantity #,Price $,Amount $,Commission,Category,Note".split(
        ",",
      ),
    cells: {
      "Activity/Trade Date": "03/28/25",
      "Activity Type": "Bought",
      Description: "INTEL CORP",
      Symbol: "INTC",
      "Quantity #": "10",
      "Price $": "20.5",
      "Amount $": "-205",
    },
    at: {
      date: "Activity/Trade Date",
      action: "Activity Type",
      units: "Quantity #",
      words: "Description",
    },
    foreignDate: "28/03/25",
    foreignUnits: "10,5",
    isRectangular: true,
  },
  {
    layout: "ROBINHOOD",
    header:
      "Activity Date,Process Date,Settle Date,Instrument,Description,Trans Code,Quantity,Price,Amount".split(
        ",",
      ),
    cells: {
      "Activity Date": "3/28/2025",
      Instrument: "PEP",
      Description: "PepsiCo",
      "Trans Code": "Buy",
      Quantity: "3",
      Price: "$148.00",
      Amount: "($444.00)",
    },
    at: { date: "Activity Date", action: "Trans Code", units: "Quantity", words: "Description" },
    foreignDate: "28/3/2025",
    foreignUnits: "3,5",
    isRectangular: true,
  },
  {
    layout: "COINBASE",
    header:
      "ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes".split(
        ",",
      ),
    cells: {
      Timestamp: "2025-03-28 10:00:00 UTC",
      "Transaction Type": "Buy",
      Asset: "BTC",
      "Quantity Transacted": "0.005",
      "Price Currency": "USD",
      "Price at Transaction": "$100000.00",
      Subtotal: "$500.00",
      "Total (inclusive of fees and/or spread)": "$507.45",
      "Fees and/or Spread": "$7.45",
      Notes: "Bought",
    },
    at: {
      date: "Timestamp",
      action: "Transaction Type",
      units: "Quantity Transacted",
      words: "Notes",
      currency: "Price Currency",
    },
    foreignDate: "28/03/2025 10:00:00",
    foreignUnits: "0,005",
    isRectangular: true,
  },
  {
    layout: "TRADING_212",
    header:
      "Action,Time,ISIN,Ticker,Name,No. of shares,Price / share,Currency (Price / share),Exchange rate,Total,Currency (Total),ID".split(
        ",",
      ),
    cells: {
      Action: "Market buy",
      Time: "2024-03-28 14:00:00.000",
      ISIN: "US5949181045",
      Ticker: "MSFT",
      Name: "Microsoft",
      "No. of shares": "0.5",
      "Price / share": "400",
      "Currency (Price / share)": "USD",
      "Exchange rate": "1",
      Total: "200",
      "Currency (Total)": "USD",
    },
    at: {
      date: "Time",
      action: "Action",
      units: "No. of shares",
      words: "Name",
      currency: "Currency (Total)",
    },
    foreignDate: "28/03/2024 14:00",
    foreignUnits: "0,5",
    isRectangular: true,
  },
];

/** DEGIRO's action, units and price stand in its words: its table of samples is its own. */
const DEGIRO_HEADER =
  "Datum,Tijd,Valutadatum,Product,ISIN,Omschrijving,FX,Mutatie,,Saldo,,Order Id";
const degiro = (cells: { date?: string; words?: string; product?: string; currency?: string }) => [
  cells.date ?? "28-03-2024",
  "09:01",
  cells.date ?? "28-03-2024",
  cells.product ?? "ASML HOLDING",
  "NL0010273215",
  cells.words ?? "Koop 1 @ 900 EUR",
  "",
  cells.currency ?? "EUR",
  "-900,00",
  "EUR",
  "50,00",
  "bbbbbbbb-1",
];

function parsedRows(records: readonly (readonly string[])[]): ParsedRow[] {
  const rows: CsvRow[] = records.map((cells, i) => ({ line: i + 1, cells }));
  const layout = openLayout(rows);
  if (!layout) throw new Error("no layout");
  if (layout.survey) rows.forEach(layout.survey);
  return rows.map(layout.parseRow).flatMap(partsOf);
}

const codeOf = (row: ParsedRow | undefined) =>
  row?.verdict === "REJECTED" ? row.reason.code : row?.verdict;

/** What becomes of a row under its header, both as cells. */
interface Case {
  readonly layout: string;
  readonly header: readonly string[];
  readonly good: readonly string[];
  /** The good row with a cell replaced. */
  readonly bad: (
    what: "date" | "action" | "units" | "words" | "currency",
    text: string,
  ) => string[];
  readonly foreignDate: string;
  readonly foreignUnits: string;
  readonly hasCurrency: boolean;
  readonly isRectangular: boolean;
}

const CASES: readonly Case[] = [
  ...SAMPLES.map((sample): Case => {
    const { layout, header, cells, at, foreignDate, foreignUnits, isRectangular } = sample;
    const row = (changed: Readonly<Record<string, string>>) =>
      header.map((name) => changed[name] ?? cells[name] ?? "");
    return {
      layout,
      header,
      good: row({}),
      bad: (what, text) => row({ [at[what] ?? ""]: text }),
      foreignDate,
      foreignUnits,
      hasCurrency: at.currency !== undefined,
      isRectangular,
    };
  }),
  {
    layout: "DEGIRO",
    header: DEGIRO_HEADER.split(","),
    good: degiro({}),
    bad: (what, text) => {
      if (what === "units") return degiro({ words: `Koop ${text} @ 900 EUR` });
      if (what === "action") return degiro({ words: text });
      return degiro(what === "words" ? { product: text } : { [what]: text });
    },
    foreignDate: "03-28-2024",
    foreignUnits: "1.5",
    hasCurrency: true,
    isRectangular: true,
  },
];

describe.each(CASES)("bad input in $layout ($header.0, …)", (sample) => {
  const { header, good, bad } = sample;
  const under = (...rows: readonly (readonly string[])[]) => parsedRows([header, ...rows]).slice(1);

  it("is not what the good row is", () => {
    expect(codeOf(under(good)[0])).toBe("TRANSACTION");
  });

  it("rejects an action that it does not know, by its name", () => {
    const [row] = under(bad("action", "Teleportation"));
    expect(row).toMatchObject({
      verdict: "REJECTED",
      reason: { code: "ROW_UNKNOWN_ACTION", message: expect.stringMatching(/teleportation/i) },
    });
    expect(codeOf(under(bad("action", "constructor"))[0])).toBe("ROW_UNKNOWN_ACTION");
  });

  it("rejects a day in another country's order instead of turning it round", () => {
    expect(codeOf(under(bad("date", sample.foreignDate))[0])).toBe("ROW_BAD_DATE");
  });

  it("rejects another country's decimal sign", () => {
    expect(codeOf(under(bad("units", sample.foreignUnits))[0])).toBe("ROW_BAD_NUMBER");
  });

  it("rejects units that do not fit the price and the amount of the row", () => {
    expect(codeOf(under(bad("units", "1000"))[0])).toBe("ROW_BAD_NUMBER");
  });

  it("rejects a cell of 10,000 characters", () => {
    expect(codeOf(under(bad("words", "x".repeat(10_000)))[0])).toBe("ROW_CELL_TOO_LONG");
  });

  it.each(["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1"])(
    "keeps %j as inert text",
    (formula) => {
      const [row] = under(bad("words", formula));
      expect(row).toMatchObject({
        draft: { description: expect.stringContaining(formula.trim()) },
      });
    },
  );

  it("reads a header that comes again as a header, and the rows under it", () => {
    const verdicts = under(good, header, good).map((row) => row.verdict);
    expect(verdicts).toEqual(["TRANSACTION", "INFORMATIONAL", "TRANSACTION"]);
  });

  it("takes footer text and blank lines for no transaction", () => {
    const legal = "The information on this page is not advice, and is given as it is.";
    // a Flex query ends without any text: there it is rejected, not passed over
    const verdict = sample.layout === "IBKR_FLEX" ? "REJECTED" : "INFORMATIONAL";
    const rows = under(
      good,
      [""],
      [legal],
      ["", "", legal],
      header.map(() => ""),
    );
    expect(rows.slice(1).map((row) => row.verdict)).toEqual([
      "INFORMATIONAL",
      verdict,
      verdict,
      "INFORMATIONAL",
    ]);
  });

  it("knows its header behind a byte order mark and after lines of other text", () => {
    const marked = [`\uFEFF${header[0] ?? ""}`, ...header.slice(1)];
    const rows = parsedRows([["Some account"], ["", ""], marked, good]);
    expect(rows.map((row) => row.verdict).at(-1)).toBe("TRANSACTION");
  });

  it("rejects a last row that is torn in its first half", () => {
    expect(codeOf(under(good.slice(0, 2))[0])).toMatch(/^ROW_/);
  });

  it("keeps two equal rows as two, and knows both when the file comes again", () => {
    const first = identifyRows(under(good, good), () => false);
    expect(first.map((row) => row.verdict)).toEqual(["NEW", "NEW"]);
    const held = new Set(
      first.map((row) => ("draft" in row ? `${row.draft.contentKey} ${row.occurrence}` : "")),
    );
    const again = identifyRows(under(good, good), (key, n) => held.has(`${key} ${n}`));
    expect(again.map((row) => row.verdict)).toEqual(["DUPLICATE", "DUPLICATE"]);
  });
});

const rowUnder = ({ header }: Case, row: readonly string[]) => parsedRows([header, row])[1];

it.each(CASES.filter(({ isRectangular }) => isRectangular))(
  "a row in $layout that lacks only its last cell is rejected, because an amount may be torn",
  (sample) => {
    expect(codeOf(rowUnder(sample, sample.good.slice(0, -1)))).toBe("ROW_MISSING_FIELD");
  },
);

it.each(CASES.filter(({ hasCurrency }) => hasCurrency))(
  "a row in $layout without its currency, or with none that there is, is rejected",
  (sample) => {
    for (const text of ["", "dollars"]) {
      expect(codeOf(rowUnder(sample, sample.bad("currency", text)))).toBe("ROW_MISSING_FIELD");
    }
  },
);
