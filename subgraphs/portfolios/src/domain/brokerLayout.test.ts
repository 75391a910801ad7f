import { describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { detectLayout, openLayout } from "./brokerLayout.js";
import type { CsvRow, ParsedRow } from "./importedRow.js";
import { identifyRows } from "./rowIdentity.js";

function rowsOf(text: string): CsvRow[] {
  const lines: number[] = [];
  const records = parse(text, {
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    on_record: (record: string[], context) => {
      lines.push(context.lines);
      return record;
    },
  });
  return records.map((cells, index) => ({ line: lines[index] ?? 0, cells }));
}

function parsedRows(text: string): ParsedRow[] {
  const rows = rowsOf(text);
  const layout = openLayout(rows);
  if (!layout) throw new Error("no layout");
  return rows.map(layout.parseRow);
}

/** A parsed row in words: `2024-03-04 BUY 8 SCHB @ 59.1 = -472.8`, or its code, or its note. */
function inWords(row: ParsedRow): string {
  if (row.verdict === "REJECTED") return `${row.line}: ${row.reason.code}`;
  if (row.verdict === "INFORMATIONAL") return `${row.line}: (${row.note})`;
  const { kind, tradeDate, units, symbol, isin, price, amount } = row.draft;
  const parts = [
    tradeDate,
    kind,
    units?.toString(),
    symbol ?? isin,
    price && `@ ${price.toString()}`,
  ];
  return [...parts.filter(Boolean), `= ${amount.toString()}`].join(" ");
}

const SCHWAB = "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount";
const FIDELITY =
  "Run Date,Action,Symbol,Description,Type,Price ($),Quantity,Commission ($),Fees ($),Accrued Interest ($),Amount ($),Cash Balance ($),Settlement Date";
const FLEX =
  '"Buy/Sell","TradeDate","ISIN","Quantity","TradePrice","TradeMoney","CurrencyPrimary","IBCommission","IBCommissionCurrency"';

const data = (header: string, ...lines: readonly string[]) =>
  parsedRows([header, ...lines].join("\n"))
    .slice(1)
    .map(inWords);
const schwab = (...lines: readonly string[]) => data(SCHWAB, ...lines);
const fidelity = (...lines: readonly string[]) => data(FIDELITY, ...lines);
const flex = (...lines: readonly string[]) => data(FLEX, ...lines);

describe("detectLayout", () => {
  it.each([
    { name: "SCHWAB", text: SCHWAB },
    {
      name: "SCHWAB",
      text: `\uFEFF"Transactions for account Main ...123"\n"${SCHWAB.replaceAll(",", '","')}"`,
    },
    { name: "FIDELITY", text: `\n\n${FIDELITY}` },
    { name: "FIDELITY", text: FIDELITY.replace("Price ($),Quantity", "Quantity,Price ($)") },
    { name: "FIDELITY", text: FIDELITY.replace(",Cash Balance ($)", "") },
    {
      name: "FIDELITY",
      text: "Run Date,Account,Account Number,Action,Symbol,Description,Type,Exchange Quantity,Exchange Currency,Currency,Price,Quantity,Exchange Rate,Commission,Fees,Accrued Interest,Amount,Settlement Date",
    },
    { name: "IBKR_ACTIVITY", text: "Statement,Header,Field Name,Field Value" },
    {
      name: "IBKR_ACTIVITY",
      text: "Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,C. Price,Proceeds,Comm/Fee,Basis,Realized P/L,MTM P/L,Code",
    },
    { name: "IBKR_FLEX", text: FLEX },
    {
      name: "IBKR_FLEX",
      text: '"Type","SettleDate","ISIN","Description","Amount","CurrencyPrimary"',
    },
  ])("recognises $name by its column names", ({ name, text }) => {
    expect(detectLayout(rowsOf(text))?.name).toBe(name);
  });

  it.each([
    {
      why: "another broker's header",
      text: "Date,Ticker,Type,Quantity,Price per share,Total Amount,Currency,FX Rate",
    },
    { why: "no header at all", text: "03/04/2024,Buy,SCHB,SCHWAB,8,$59.10,,-$472.80" },
    { why: "a header below line 10", text: `${"x\n".repeat(10)}${SCHWAB}` },
    { why: "nothing", text: "" },
    { why: "names that every object has", text: "constructor,Header,toString\n__proto__,Header,a" },
  ])("recognises nothing in $why", ({ text }) => {
    expect(detectLayout(rowsOf(text))).toBeNull();
  });
});

describe("a Schwab file", () => {
  it("gives purchases, income, reinvestments, splits and transfers", () => {
    expect(
      schwab(
        "03/04/2024,Buy,SCHB,SCHWAB US BROAD MARKET ETF,8,$59.10,,-$472.80",
        "03/28/2024,Cash Dividend,SCHB,SCHWAB US BROAD MARKET ETF,,,,$1.96",
        '05/13/2024,Sell,SCHB,SCHWAB US BROAD MARKET ETF,"1,000",$60.50,$0.05,"$60,499.95"',
        "06/28/2024 as of 06/27/2024,Reinvest Shares,SCHB,SCHWAB US BROAD MARKET ETF,0.0321,$62.31,,-$2.00",
        "06/28/2024 as of 06/27/2024,Reinvest Dividend,SCHB,SCHWAB US BROAD MARKET ETF,,,,$2.00",
        "07/01/2024,Credit Interest,,SCHWAB1 INT 05/30-06/27,,,,$0.12",
        "07/02/2024,MoneyLink Transfer,,Tfr BANK,,,,$500.00",
        "07/03/2024,Wire Sent,,WIRED FUNDS,,,,($120.00)",
        "07/05/2024,Foreign Tax Paid,VXUS,VANGUARD TOTAL INTL,,,,-$0.31",
        "10/11/2024,Stock Split,SCHB,SCHWAB US BROAD MARKET ETF,14.0642,,,",
        "10/12/2024,Journaled Shares,SCHB,SCHWAB US BROAD MARKET ETF,-5,,,",
        "10/13/2024,Long Term Cap Gain Reinvest,SWTSX,SCHWAB TOTAL STOCK,,,,$8.10",
        "10/14/2024,Short Term Cap Gain,SWTSX,SCHWAB TOTAL STOCK,,,,$3.10",
      ),
    ).toEqual([
      "2024-03-04 BUY 8 SCHB @ 59.1 = -472.8",
      "2024-03-28 DIVIDEND SCHB = 1.96",
      "2024-05-13 SELL 1000 SCHB @ 60.5 = 60499.95",
      "2024-06-27 BUY 0.0321 SCHB @ 62.31 = -2",
      "2024-06-27 DIVIDEND SCHB = 2",
      "2024-07-01 INTEREST = 0.12",
      "2024-07-02 DEPOSIT = 500",
      "2024-07-03 WITHDRAWAL = -120",
      "2024-07-05 WITHHOLDING VXUS = -0.31",
      "2024-10-11 SPLIT 14.0642 SCHB = 0",
      "2024-10-12 TRANSFER_OUT 5 SCHB = 0",
      "2024-10-13 CAPITAL_GAIN_DISTRIBUTION SWTSX = 8.1",
      "2024-10-14 DIVIDEND SWTSX = 3.1",
    ]);
  });

  it.each([
    ["13/04/2024,Buy,SCHB,X,8,$59.10,,-$472.80", "ROW_BAD_DATE", "a day before the month"],
    ["2024-03-04,Buy,SCHB,X,8,$59.10,,-$472.80", "ROW_BAD_DATE", "another layout's date"],
    ["02/30/2024,Buy,SCHB,X,8,$59.10,,-$472.80", "ROW_BAD_DATE", "no such day"],
    ["03/04/2024 as of tomorrow,Buy,SCHB,X,8,$59.10,,-$472.80", "ROW_BAD_DATE", "no second date"],
    ["03/04/2024,Buy,SCHB,X,eight,$59.10,,-$472.80", "ROW_BAD_NUMBER", "words"],
    ['03/04/2024,Buy,SCHB,X,8,"$59,10",,-$472.80', "ROW_BAD_NUMBER", "a decimal comma"],
    ["03/04/2024,Buy,SCHB,X,1e3,$59.10,,-$472.80", "ROW_BAD_NUMBER", "an exponent"],
    ["03/04/2024,Buy,SCHB,X,NaN,$59.10,,-$472.80", "ROW_BAD_NUMBER", "no number"],
    ["03/04/2024,Buy,SCHB,X,1234567890123456,$1,,-$1", "ROW_BAD_NUMBER", "16 digits"],
    ["03/04/2024,Buy,SCHB,X,-8,$59.10,,-$472.80", "ROW_BAD_NUMBER", "negative units bought"],
    ["03/04/2024,Buy,SCHB,X,0,$59.10,,-$472.80", "ROW_BAD_NUMBER", "no units bought"],
    ["03/04/2024,Buy,SCHB,X,8,$0.00,,-$472.80", "ROW_BAD_NUMBER", "a price of 0"],
    ["03/04/2024,Buy,SCHB,X,8,-$59.10,,-$472.80", "ROW_BAD_NUMBER", "a negative price"],
    ["03/04/2024,Buy,SCHB,X,8,$59.10,,$472.80", "ROW_BAD_NUMBER", "a purchase that pays"],
    ["03/04/2024,Sell,SCHB,X,8,$59.10,,-$472.80", "ROW_BAD_NUMBER", "a sale that costs"],
    ["03/04/2024,Sell,SCHB,X,-8,$59.10,,$472.80", "ROW_BAD_NUMBER", "negative units sold"],
    ["03/04/2024,Cash Dividend,SCHB,X,,,,$0.00", "ROW_BAD_NUMBER", "a dividend of 0"],
    ["03/04/2024,Buy,,X,8,$59.10,,-$472.80", "ROW_MISSING_FIELD", "no symbol"],
    ["03/04/2024,Buy,SCHB,X,,$59.10,,-$472.80", "ROW_MISSING_FIELD", "no units"],
    ["03/04/2024,Buy,SCHB,X,8,,,", "ROW_MISSING_FIELD", "neither price nor amount"],
    ["03/04/2024,Cash Dividend,SCHB,X,,,,", "ROW_MISSING_FIELD", "no amount"],
    ["03/04/2024,,SCHB,X,8,$59.10,,-$472.80", "ROW_MISSING_FIELD", "no action"],
    ["03/04/2024", "ROW_MISSING_FIELD", "a row that breaks off"],
    ["03/04/2024,Teleport,SCHB,X,8,$59.10,,-$472.80", "ROW_UNKNOWN_ACTION", "an unknown action"],
    ["03/04/2024,constructor,SCHB,X,8,$1,,-$8", "ROW_UNKNOWN_ACTION", "a name of the language"],
    [
      "03/04/2024,Sell to Open,AAPL 01/17/2025 200.00 C,X,1,$5,,$499",
      "ROW_UNKNOWN_ACTION",
      "an option",
    ],
    [
      "03/04/2024,Buy,AAPL 01/17/2025 200.00 C,X,1,$5,,-$501",
      "ROW_UNKNOWN_ACTION",
      "an option symbol",
    ],
    ["03/04/2024,Spin-off,SOLV,SOLVENTUM,2,,,", "ROW_UNKNOWN_ACTION", "a spin-off"],
    [
      `03/04/2024,Buy,SCHB,${"x".repeat(1001)},8,$59.10,,-$472.80`,
      "ROW_CELL_TOO_LONG",
      "a long cell",
    ],
  ])("rejects %s with %s (%s)", (line, code) => {
    expect(schwab(line)).toEqual([`2: ${code}`]);
  });

  it("names the action it does not import, and the column it cannot read", () => {
    const reasons = parsedRows(
      [SCHWAB, "03/04/2024,Spin-off,SOLV,S,2,,,", "03/04/2024,Buy,A,X,8,$x,,-$1"].join("\n"),
    ).flatMap((row) => (row.verdict === "REJECTED" ? [row.reason] : []));
    expect(reasons).toEqual([
      expect.objectContaining({ facts: { action: "Spin-off" } }),
      expect.objectContaining({ facts: { column: "price" } }),
    ]);
  });

  it("keeps what looks like a formula as inert text", () => {
    const [, row] = parsedRows(
      `${SCHWAB}\n03/04/2024,Buy,SCHB,"=cmd|' /C calc'!A0",8,$59.10,,-$472.80`,
    );
    expect(row).toMatchObject({
      verdict: "TRANSACTION",
      draft: { description: "Buy · =cmd|' /C calc'!A0" },
    });
  });

  it("tells totals, blank lines and legal text from rows", () => {
    expect(
      schwab(
        '"Transactions Total","","","","","","","-$470.84"',
        "",
        '"The information on this page is not advice, and is given as it is."',
        "End of report",
      ),
    ).toEqual([2, 3, 4, 5].map((line) => `${line}: (not a transaction)`));
  });

  it("computes an amount that is not given, fees included", () => {
    expect(
      schwab("03/04/2024,Buy,SCHB,X,8,$59.10,$1.05,", "03/05/2024,Sell,SCHB,X,8,$59.10,$1.05,"),
    ).toEqual(["2024-03-04 BUY 8 SCHB @ 59.1 = -473.85", "2024-03-05 SELL 8 SCHB @ 59.1 = 471.75"]);
  });
});

describe("a Fidelity file", () => {
  it("gives trades with negative sales, income, reinvestments and transfers", () => {
    expect(
      fidelity(
        '02/03/2025,"YOU BOUGHT FIDELITY ZERO TOTAL MARKET (FZROX) (Cash)",FZROX,"FIDELITY ZERO TOTAL MARKET",Cash,20.5,10,,,,-205,95,02/04/2025',
        '02/10/2025,"DIVIDEND RECEIVED APPLE INC (AAPL) (Cash)",AAPL,"APPLE INC",Cash,,0,,,,2.5,97.5,',
        '02/10/2025,"REINVESTMENT APPLE INC (AAPL) (Cash)",AAPL,"APPLE INC",Cash,250,0.01,,,,-2.5,95,',
        '02/11/2025,"YOU SOLD FIDELITY ZERO TOTAL MARKET (FZROX) (Cash)",FZROX,"FIDELITY ZERO",Cash,21,-4,0.5,0.01,,83.49,178.49,02/12/2025',
        '02/12/2025,"Electronic Funds Transfer Paid",,"No Description",Cash,,0,,,,-50,128.49,',
        '02/13/2025,"TRANSFER OF ASSETS ACAT RECEIVE (Shares)",VTI,"VANGUARD",Shares,,10,,,,2950,,',
        '02/14/2025,"LONG-TERM CAP GAIN FIDELITY (FXAIX)",FXAIX,"FIDELITY",Cash,,0,,,,7.5,,',
        '02/18/2025,"REINVESTMENT FIDELITY GOVERNMENT MONEY MARKET (SPAXX)",SPAXX,"FIDELITY GOVT",Cash,1,0.12,,,,-0.12,,',
      ),
    ).toEqual([
      "2025-02-03 BUY 10 FZROX @ 20.5 = -205",
      "2025-02-10 DIVIDEND AAPL = 2.5",
      "2025-02-10 BUY 0.01 AAPL @ 250 = -2.5",
      "2025-02-11 SELL 4 FZROX @ 21 = 83.49",
      "2025-02-12 WITHDRAWAL = -50",
      "2025-02-13 TRANSFER_IN 10 VTI @ 295 = 0",
      "2025-02-14 CAPITAL_GAIN_DISTRIBUTION FXAIX = 7.5",
      "9: (cash moves to or from its money market fund)",
    ]);
  });

  it("maps columns by name: swapped, without the balance, several accounts", () => {
    const swapped = FIDELITY.replace("Price ($),Quantity", "Quantity,Price ($)").replace(
      ",Cash Balance ($)",
      "",
    );
    expect(
      data(swapped, '02/03/2025,"YOU BOUGHT X",FZROX,"F",Cash,10,20.5,1,0.5,,-206.5,02/04/2025'),
    ).toEqual(["2025-02-03 BUY 10 FZROX @ 20.5 = -206.5"]);
    const [, row] = parsedRows(
      [
        "Run Date,Account,Account Number,Action,Symbol,Description,Type,Exchange Quantity,Exchange Currency,Currency,Price,Quantity,Exchange Rate,Commission,Fees,Accrued Interest,Amount,Settlement Date",
        '02/03/2025,"Joint",X12345678,"YOU BOUGHT X",FZROX,"F",Cash,0,,USD,20.5,10,0,1,0.5,,-206.5,02/04/2025',
      ].join("\n"),
    );
    expect(row).toMatchObject({
      draft: {
        kind: "BUY",
        sourceAccount: "X12345678",
        settlementDate: "2025-02-04",
        currency: "USD",
      },
    });
  });

  it("skips the blank lines before it and the legal text after it", () => {
    const rows = parsedRows(
      `\n\n${FIDELITY}\n02/03/2025,"YOU BOUGHT X",FZROX,"F",Cash,20.5,10,,,,-205,95,02/04/2025\n\n"The data and information in this spreadsheet is provided to you solely for your use, and is not advice."\nDate downloaded 02/20/2025 1:02 pm\n`,
    );
    expect(rows.map((row) => row.verdict).filter((v) => v !== "INFORMATIONAL")).toEqual([
      "TRANSACTION",
    ]);
    expect(rows.find((row) => row.verdict === "TRANSACTION")?.line).toBe(4);
  });

  it.each([
    [
      '02/03/2025,"YOU SOLD X",FZROX,"F",Cash,20.5,10,,,,205,95,',
      "ROW_BAD_NUMBER",
      "positive units sold",
    ],
    [
      '02/03/2025,"YOU BOUGHT X",FZROX,"F",Cash,20.5,-10,,,,-205,95,',
      "ROW_BAD_NUMBER",
      "negative units bought",
    ],
    [
      '02/03/2025,"YOU BOUGHT OPENING TRANSACTION CALL",-AAPL250117C200,"CALL",Margin,5,1,,,,-500,95,',
      "ROW_UNKNOWN_ACTION",
      "an option",
    ],
    [
      '02/03/2025,"ASSIGNED as of 02/02/2025 CALL",AAPL,"CALL",Margin,,1,,,,,95,',
      "ROW_UNKNOWN_ACTION",
      "an assignment",
    ],
    [
      '02/03/2025,"DISTRIBUTION SPINOFF",SOLV,"SOLVENTUM",Shares,,2,,,,,95,',
      "ROW_UNKNOWN_ACTION",
      "a distribution of shares",
    ],
    [
      '02/03/2025,"YOU BOUGHT X",FZROX,"F",Cash,20.5,10,,,,-205,95,tomorrow',
      "ROW_BAD_DATE",
      "a settlement that is no date",
    ],
  ])("rejects %s with %s (%s)", (line, code) => {
    expect(fidelity(line)).toEqual([`2: ${code}`]);
  });
});

describe("an Interactive Brokers activity statement", () => {
  const TRADES =
    "Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,C. Price,Proceeds,Comm/Fee,Basis,Realized P/L,MTM P/L,Code";

  it("gives what its sections move, and takes no total or detail for a transaction", () => {
    const rows = parsedRows(
      [
        "Statement,Header,Field Name,Field Value",
        "Statement,Data,BrokerName,Interactive Brokers",
        TRADES,
        'Trades,Data,Order,Stocks,USD,VTI,"2024-02-12, 10:31:05",10,248.15,248.4,-2481.5,-1,2482.5,0,2.5,O',
        'Trades,Data,Trade,Stocks,USD,VTI,"2024-02-12, 10:31:05",10,248.15,248.4,-2481.5,-1,2482.5,0,2.5,O',
        'Trades,Data,Order,Stocks,USD,VTI,"2024-05-06, 15:00:00",-4,254,254.1,1016,-1.02,-993,21.98,-0.4,C',
        "Trades,SubTotal,,Stocks,USD,VTI,,6,,,-1465.5,-2.02,,,,",
        "Trades,Total,,Stocks,USD,,,,,,-1465.5,-2.02,,,,",
        "Dividends,Header,Currency,Date,Description,Amount",
        "Dividends,Data,USD,2024-03-27,VTI(US9229087690) Cash Dividend USD 0.91 per Share (Ordinary Dividend),9.1",
        "Dividends,Data,USD,2024-03-28,ABC(US0000000AA1) Cash Dividend USD 0.10 per Share (Return of Capital),1",
        "Dividends,Data,Total,,,10.1",
        "Withholding Tax,Header,Currency,Date,Description,Amount,Code",
        "Withholding Tax,Data,USD,2024-03-27,VTI(US9229087690) Cash Dividend USD 0.91 per Share - US Tax,-1.37,",
        "Deposits & Withdrawals,Header,Currency,Settle Date,Description,Amount",
        "Deposits & Withdrawals,Data,USD,2024-02-01,Electronic Fund Transfer,5000",
        "Fees,Header,Subtitle,Currency,Date,Description,Amount",
        "Fees,Data,Other Fees,USD,2024-04-01,Market data,-4.5",
        "Interest,Header,Currency,Date,Description,Amount",
        "Interest,Data,USD,2024-04-03,USD Credit Interest for Mar-2024,3.21",
        "Corporate Actions,Header,Asset Category,Currency,Report Date,Date/Time,Description,Quantity,Proceeds,Value,Realized P/L,Code",
        'Corporate Actions,Data,Stocks,USD,2024-06-10,"2024-06-07, 20:25:00","NVDA(US67066G1040) Split 10 for 1 (NVDA, NVIDIA CORP, US67066G1040)",90,0,0,0,',
        "Open Positions,Header,DataDiscriminator,Asset Category,Currency,Symbol,Quantity",
        "Open Positions,Data,Summary,Stocks,USD,VTI,6",
      ].join("\n"),
    );
    expect(rows.map(inWords).filter((words) => !words.includes("("))).toEqual([
      "2024-02-12 BUY 10 VTI @ 248.15 = -2482.5",
      "2024-05-06 SELL 4 VTI @ 254 = 1014.98",
      "2024-03-27 DIVIDEND VTI = 9.1",
      "2024-03-28 RETURN_OF_CAPITAL ABC = 1",
      "2024-03-27 WITHHOLDING VTI = -1.37",
      "2024-02-01 DEPOSIT = 5000",
      "2024-04-01 FEE = -4.5",
      "2024-04-03 INTEREST = 3.21",
      "2024-06-07 SPLIT 90 NVDA = 0",
    ]);
    expect(rows.map((row) => row.verdict).filter((v) => v === "REJECTED")).toEqual([]);
  });

  it.each([
    [
      'Trades,Data,Order,Forex,USD,EUR.USD,"2024-02-12, 10:31:05",10,1.08,1.08,-10.8,0,,,,',
      "ROW_UNKNOWN_ACTION",
    ],
    [
      'Trades,Data,Order,Equity and Index Options,USD,AAPL 17JAN25 200 C,"2024-02-12, 10:31:05",1,5,5,-500,-1,,,,O',
      "ROW_UNKNOWN_ACTION",
    ],
    [
      'Trades,Data,Order,Stocks,USD,VTI,"12/02/2024, 10:31:05",10,248.15,248.4,-2481.5,-1,,,,O',
      "ROW_BAD_DATE",
    ],
    [
      'Trades,Data,Order,Stocks,USD,VTI,"2024-02-12, 10:31:05",10,248.15,248.4,2481.5,-1,,,,O',
      "ROW_BAD_NUMBER",
    ],
    [
      'Trades,Data,Order,Stocks,USD,VTI,"2024-02-12, 10:31:05",10,0,248.4,0,-1,,,,O',
      "ROW_BAD_NUMBER",
    ],
    [
      'Trades,Data,Order,Stocks,,VTI,"2024-02-12, 10:31:05",10,248.15,248.4,-2481.5,-1,,,,O',
      "ROW_MISSING_FIELD",
    ],
    ["Novel Section,Data,USD,1", "ROW_UNKNOWN_ACTION"],
    ["something else entirely", "ROW_UNKNOWN_ACTION"],
    ["constructor,Data,USD,1", "ROW_UNKNOWN_ACTION"],
  ])("rejects %s with %s", (line, code) => {
    expect(data(TRADES, line)).toEqual([`2: ${code}`]);
  });
});

describe("an Interactive Brokers Flex query", () => {
  it("gives trades with commission, and cash rows of a second table", () => {
    expect(
      flex(
        '"BUY","20240212","US9229087690","10","248.15","2481.5","USD","-1","USD"',
        '"SELL","20240506","US9229087690","-4","254.00","-1016","USD","-1.02","USD"',
        '"Type","SettleDate","ISIN","Description","Amount","CurrencyPrimary"',
        '"Dividends","20240327","US9229087690","VTI CASH DIVIDEND","9.1","USD"',
        '"Withholding Tax","20240327","US9229087690","VTI US TAX","-1.37","USD"',
        '"Deposits/Withdrawals","20240401","","EFT","500","USD"',
      ),
    ).toEqual([
      "2024-02-12 BUY 10 US9229087690 @ 248.15 = -2482.5",
      "2024-05-06 SELL 4 US9229087690 @ 254 = 1014.98",
      "4: (header)",
      "2024-03-27 DIVIDEND US9229087690 = 9.1",
      "2024-03-27 WITHHOLDING US9229087690 = -1.37",
      "2024-04-01 DEPOSIT = 500",
    ]);
  });

  it.each([
    ['"BUY","02/12/2024","US9229087690","10","248.15","2481.5","USD","-1","USD"', "ROW_BAD_DATE"],
    ['"BUY","20240212","US9229087690","-10","248.15","-2481.5","USD","-1","USD"', "ROW_BAD_NUMBER"],
    ['"BUY","20240212","US9229087690","10","248.15","-2481.5","USD","-1","USD"', "ROW_BAD_NUMBER"],
    ['"BUY","20240212","US9229087690","10","248.15","2481.5","USD","-1","EUR"', "ROW_BAD_NUMBER"],
    ['"BUY","20240212","","10","248.15","2481.5","USD","-1","USD"', "ROW_MISSING_FIELD"],
    [
      '"BUY (Ca.)","20240212","US9229087690","10","248.15","2481.5","USD","-1","USD"',
      "ROW_UNKNOWN_ACTION",
    ],
  ])("rejects %s with %s", (line, code) => {
    expect(flex(line)).toEqual([`2: ${code}`]);
  });
});

describe("identifyRows", () => {
  const file = [
    SCHWAB,
    "03/04/2024,Buy,SCHB,X,8,$59.10,,-$472.80",
    "03/04/2024,Buy,SCHB,X,8,$59.10,,-$472.80",
    "03/05/2024,Buy,SCHB,X,8,$59.10,,-$472.80",
  ].join("\n");

  const imported = (text: string, account: Set<string>) => {
    const rows = identifyRows(parsedRows(text), (key, n) => account.has(`${key} ${n}`));
    for (const row of rows) {
      if (row.verdict === "NEW") account.add(`${row.draft.contentKey} ${row.occurrence}`);
    }
    return rows.map((row) => row.verdict).filter((verdict) => verdict !== "INFORMATIONAL");
  };

  it("keeps two equal fills, and adds nothing when the file comes again", () => {
    const account = new Set<string>();
    expect(imported(file, account)).toEqual(["NEW", "NEW", "NEW"]);
    expect(imported(file, account)).toEqual(["DUPLICATE", "DUPLICATE", "DUPLICATE"]);
  });

  it("knows a row again in other columns, other spacing and with trailing zeros", () => {
    const account = new Set<string>();
    imported(file, account);
    const other = [
      "Symbol,Date,Action,Description,Price,Quantity,Fees & Comm,Amount",
      " SCHB ,03/04/2024,Buy, X ,$59.1000,8.00,,($472.80)",
    ].join("\n");
    expect(imported(other, account)).toEqual(["DUPLICATE"]);
  });

  it("adds a third equal fill when a later file has three", () => {
    const account = new Set<string>();
    imported(file, account);
    const third = `${file}\n03/04/2024,Buy,SCHB,X,8,$59.10,,-$472.80`;
    expect(imported(third, account)).toEqual(["DUPLICATE", "DUPLICATE", "DUPLICATE", "NEW"]);
  });

  it("goes by the broker's own number where there is one", () => {
    const header = `${FLEX},"TransactionID"`;
    const row = '"BUY","20240212","US9229087690","10","248.15","2481.5","USD","-1","USD"';
    const text = [header, `${row},"7"`, `${row},"8"`, `${row},"7"`].join("\n");
    expect(imported(text, new Set())).toEqual(["NEW", "NEW", "DUPLICATE"]);
  });
});

describe("any file with a known header", () => {
  const headers = [
    SCHWAB.split(","),
    FIDELITY.split(","),
    FLEX.replaceAll('"', "").split(","),
    ["Trades", "Header", "DataDiscriminator", "Asset Category", "Currency", "Symbol"],
  ];
  const cell = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom("Trades", "Data", "Order", "Stocks", "USD", "Buy", "Sell", "BUY", "SELL"),
    fc.constantFrom("03/04/2024", "20240304", "2024-03-04", "YOU BOUGHT X", "Stock Split"),
    fc.constantFrom("1", "-1", "0", "$1.50", "(2)", "1e9", "", "--", "99999999999999999999"),
  );

  it("gives every row one verdict and never throws", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...headers),
        fc.array(fc.array(cell, { maxLength: 14 }), { maxLength: 20 }),
        (header, body) => {
          const rows = [header, ...body].map((cells, index) => ({ line: index + 1, cells }));
          const layout = openLayout(rows);
          const verdicts = identifyRows(rows.map(layout!.parseRow), () => false);
          expect(verdicts.map((row) => row.line)).toEqual(rows.map((row) => row.line));
          for (const row of verdicts) {
            if (row.verdict !== "NEW") continue;
            const { kind, units, price } = row.draft;
            if (kind !== "SPLIT" && units) expect(units.gt(0)).toBe(true);
            if (price) expect(price.gt(0)).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
