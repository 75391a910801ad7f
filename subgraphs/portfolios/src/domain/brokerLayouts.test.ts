import { describe, expect, it } from "@jest/globals";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { detectLayout, openLayout } from "./brokerLayout.js";
import { type CsvRow, type ParsedRow, partsOf } from "./importedRow.js";

function rowsOf(text: string): CsvRow[] {
  let line = 1;
  // with the options info and raw, csv-parse gives exactly this shape
  const records = parse(text, {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    raw: true,
  }) as unknown as { readonly record: string[]; readonly raw: string }[];
  return records.map(({ record, raw }) => {
    const row = { line, cells: record };
    line += raw.split("\n").length - 1;
    return row;
  });
}

/** Every row of a file, surveyed first where its layout asks for it. */
function parsedRows(text: string): ParsedRow[] {
  const rows = rowsOf(text);
  const layout = openLayout(rows);
  if (!layout) throw new Error("no layout");
  if (layout.survey) rows.forEach(layout.survey);
  return rows.map(layout.parseRow).flatMap(partsOf);
}

/** A parsed row in words: `2024-03-04 BUY 8 SCHB @ 59.1 = -472.8 USD`, or its code, or its note. */
function inWords(row: ParsedRow): string {
  if (row.verdict === "REJECTED") return `${row.line}: ${row.reason.code}`;
  if (row.verdict === "INFORMATIONAL") return `${row.line}: (${row.note})`;
  const { kind, tradeDate, units, symbol, isin, price, amount, currency, fees } = row.draft;
  const parts = [
    tradeDate,
    kind,
    units?.toString(),
    symbol ?? isin,
    price && `@ ${price.toString()}`,
  ];
  const cost = fees.isZero() ? "" : ` (fees ${fees.toString()})`;
  return [...parts.filter(Boolean), `= ${amount.toString()} ${currency}${cost}`].join(" ");
}

const HEADERS = {
  VANGUARD:
    "Account Number,Trade Date,Settlement Date,Transaction Type,Transaction Description,Investment Name,Symbol,Shares,Share Price,Principal Amount,Commissions and Fees,Net Amount,Accrued Interest,Account Type,",
  ETRADE:
    "TransactionDate,TransactionType,SecurityType,Symbol,Quantity,Amount,Price,Commission,Description",
  ETRADE_2025:
    "Activity/Trade Date,Transaction Date,Settlement Date,Activity Type,Description,Symbol,Cusip,Quantity #,Price $,Amount $,Commission,Category,Note",
  ROBINHOOD:
    "Activity Date,Process Date,Settle Date,Instrument,Description,Trans Code,Quantity,Price,Amount",
  COINBASE:
    "ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes",
  TRADING_212:
    "Action,Time,ISIN,Ticker,Name,No. of shares,Price / share,Currency (Price / share),Exchange rate,Result,Currency (Result),Total,Currency (Total),Withholding tax,Currency (Withholding tax),Notes,ID,Currency conversion fee,Currency (Currency conversion fee)",
  DEGIRO: "Datum,Tijd,Valutadatum,Product,ISIN,Omschrijving,FX,Mutatie,,Saldo,,Order Id",
  DEGIRO_ENGLISH: "Date,Time,Value date,Product,ISIN,Description,FX,Change,,Balance,,Order Id",
} as const;
type Name = keyof typeof HEADERS;

const words = (name: Name, ...lines: readonly string[]) =>
  parsedRows([HEADERS[name], ...lines].join("\n"))
    .slice(1)
    .map(inWords);

describe("detectLayout", () => {
  it.each([
    { name: "VANGUARD", text: HEADERS.VANGUARD },
    { name: "VANGUARD", text: HEADERS.VANGUARD.replace("Commissions and Fees", "Commission Fees") },
    {
      name: "VANGUARD",
      text: "Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,",
    },
    { name: "ETRADE", text: `For Account:,####1234\n\n${HEADERS.ETRADE}` },
    { name: "ETRADE", text: `All Transactions Activity Types\n\n${HEADERS.ETRADE_2025}` },
    { name: "ROBINHOOD", text: `\uFEFF"${HEADERS.ROBINHOOD.replaceAll(",", '","')}"` },
    {
      name: "COINBASE",
      text: `\nTransactions\nUser,Someone,0000\n\n\n${HEADERS.COINBASE}`,
    },
    {
      name: "COINBASE",
      text: "Timestamp,Transaction Type,Asset,Quantity Transacted,Spot Price Currency,Spot Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes",
    },
    { name: "TRADING_212", text: HEADERS.TRADING_212 },
    { name: "TRADING_212", text: "Action,Time,Notes,ID,Total,Currency (Total)" },
    { name: "TRADING_212", text: "Action,Time,ISIN,Ticker,No. of shares,Total (EUR),ID" },
    { name: "DEGIRO", text: HEADERS.DEGIRO },
    { name: "DEGIRO", text: HEADERS.DEGIRO_ENGLISH },
  ])("recognises $name by its column names", ({ name, text }) => {
    expect(detectLayout(rowsOf(text))?.name).toBe(name);
  });
});

describe("a Vanguard file", () => {
  it("reads the second table and takes no holding and no sweep for a transaction", () => {
    const rows = parsedRows(
      [
        "Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,",
        "11112222,VANGUARD TOTAL BOND ETF,BND,6.0000,73.00,438.00,",
        "11112222,VANGUARD FEDERAL MONEY MARKET,VMFXX,12.3400,1.00,12.34,",
        "",
        HEADERS.VANGUARD,
        "11112222,2025-03-17,2025-03-18,Buy,Buy,VANGUARD TOTAL BOND ETF,BND,6.00000,73.0000,-438.00,0,-438.00,0.0,CASH,",
        "11112222,2025-03-17,2025-03-18,Sweep out,Sweep Out Of Settlement Fund,VANGUARD FEDERAL MONEY MARKET,VMFXX,0.00000,1.0,438.00,0,438.00,0.0,CASH,",
        "11112222,2025-04-03,2025-04-03,Dividend,Dividend Received,VANGUARD TOTAL BOND ETF,BND,0.00000,0.0000,1.35,0,1.35,0.0,CASH,",
        "11112222,2025-04-03,2025-04-03,Reinvestment,Dividend Reinvestment,VANGUARD TOTAL BOND ETF,BND,0.01800,75.0000,-1.35,0,-1.35,0.0,CASH,",
        "11112222,2025-04-30,2025-04-30,Reinvestment,Dividend Reinvestment,VANGUARD FEDERAL MONEY MARKET,VMFXX,0.05000,1.0,-0.05,0,-0.05,0.0,CASH,",
        "11112222,2025-05-05,2025-05-06,Sell,Sell,VANGUARD TOTAL BOND ETF,BND,-2.00000,74.0000,148.00,0.02,147.98,0.0,CASH,",
        "11112222,2025-05-06,2025-05-06,Capital gain (LT),Long-Term,VANGUARD 500,VFIAX,0.00000,0.0,3.00,0,3.00,0.0,CASH,",
        "11112222,2025-05-07,2025-05-07,Transfer (outgoing),Transfer,VANGUARD TOTAL BOND ETF,BND,1.00000,0.0,0.00,0,0.00,0.0,CASH,",
        "11112222,05/08/2025,05/08/2025,Funds Received,Electronic bank transfer,CASH,,0.00000,0.0,100.00,Free,100.00,0.0,CASH,",
      ].join("\n"),
    );
    expect(rows.slice(5).map(inWords)).toEqual([
      "2025-03-17 BUY 6 BND @ 73 = -438 USD",
      "7: (mirrors another row: cash and its settlement fund)",
      "2025-04-03 DIVIDEND BND = 1.35 USD",
      "2025-04-03 BUY 0.018 BND @ 75 = -1.35 USD",
      "10: (cash moves to or from its settlement fund)",
      "2025-05-05 SELL 2 BND @ 74 = 147.98 USD (fees 0.02)",
      "2025-05-06 CAPITAL_GAIN_DISTRIBUTION VFIAX = 3 USD",
      "2025-05-07 TRANSFER_OUT 1 BND = 0 USD",
      "2025-05-08 DEPOSIT = 100 USD",
    ]);
    expect(rows[1]).toMatchObject({ verdict: "INFORMATIONAL" });
  });

  it("says which account of the file a row belongs to", () => {
    const [, row] = parsedRows(
      `${HEADERS.VANGUARD}\n33334444,2025-03-17,2025-03-18,Buy,Buy,X,BND,6,73,-438,0,-438,0,CASH,`,
    );
    expect(row).toMatchObject({ draft: { sourceAccount: "33334444" } });
  });
});

describe("an E*TRADE file", () => {
  it("reads the classic form", () => {
    expect(
      words(
        "ETRADE",
        "04/05/24,Bought,EQ,INTC,10,-382.1,38.21,0,INTEL CORP",
        "04/08/24,Sold,EQ,INTC,-4,155.95,39,0.05,INTEL CORP",
        "04/09/24,Dividend,EQ,INTC,0,1.25,0,0,INTEL CORP CASH DIV",
        "04/09/24,Dividend,EQ,INTC,0.0321,-1.25,38.94,0,INTEL CORP REIN@ 38.94",
        "04/10/24,Interest,,,0,0.12,0,0,EXTENDED INSURANCE SWEEP",
        "04/11/24,Transfer,,,0,-50,0,0,ACH WITHDRAWAL",
        "04/12/24,Bought,OPTN,INTC Jan 17 '25 $40 Call,1,-100,1,0.65,CALL INTC",
      ),
    ).toEqual([
      "2024-04-05 BUY 10 INTC @ 38.21 = -382.1 USD",
      "2024-04-08 SELL 4 INTC @ 39 = 155.95 USD (fees 0.05)",
      "2024-04-09 DIVIDEND INTC = 1.25 USD",
      "2024-04-09 BUY 0.0321 INTC @ 38.94 = -1.25 USD",
      "2024-04-10 INTEREST = 0.12 USD",
      "2024-04-11 WITHDRAWAL = -50 USD",
      "8: ROW_UNKNOWN_ACTION",
    ]);
  });

  it("reads the form of 2025, in which two dashes stand for nothing", () => {
    expect(
      words(
        "ETRADE_2025",
        "02/03/25,02/03/25,02/04/25,Bought,INTEL CORP,INTC,458140100,10,20.5,-205,0,--,--",
        "02/05/2025,02/05/2025,02/06/2025,Sold,INTEL CORP,INTC,458140100,-10,21,209.95,0.05,--,--",
        "02/06/25,02/06/25,--,Online Transfer,TRANSFER FROM BANK,--,--,--,--,500,--,--,--",
        "02/07/25,02/07/25,02/08/25,Bought,CALL INTC 01/16/26 25.000,INTC,--,1,1,-100.65,0.65,--,--",
      ),
    ).toEqual([
      "2025-02-03 BUY 10 INTC @ 20.5 = -205 USD",
      "2025-02-05 SELL 10 INTC @ 21 = 209.95 USD (fees 0.05)",
      "2025-02-06 DEPOSIT = 500 USD",
      "5: ROW_UNKNOWN_ACTION",
    ]);
  });
});

describe("a Robinhood file", () => {
  it("reads codes, parentheses and descriptions with line ends, and passes over the disclaimer", () => {
    expect(
      words(
        "ROBINHOOD",
        '"1/15/2025","1/15/2025","1/16/2025","PEP","PepsiCo\nCUSIP: 713448108","Buy","3","$148.00","($444.00)"',
        '"1/31/2025","1/31/2025","1/31/2025","","ACH Deposit","ACH","","","$500.00"',
        '"2/3/2025","2/3/2025","2/4/2025","PEP","PepsiCo","Sell","1","$150.00","$149.99"',
        '"2/4/2025","2/4/2025","2/4/2025","PEP","Cash Div","CDIV","","","$2.71"',
        '"2/5/2025","2/5/2025","2/5/2025","","Gold","GOLD","","","($5.00)"',
        '"2/6/2025","2/6/2025","2/6/2025","NVDA","Split","SPL","9","",""',
        '"2/7/2025","2/7/2025","2/7/2025","ABC","Reverse split","SPR","10S","",""',
        '"2/8/2025","2/8/2025","2/8/2025","PEP","ACAT Out","ACATO","2","",""',
        '"2/9/2025","2/9/2025","2/10/2025","AAPL","AAPL 1/16/2026 Call $250.00","BTO","1","$5.00","($500.00)"',
        '"","","","","","","","","The data provided is for informational purposes only."',
      ),
    ).toEqual([
      "2025-01-15 BUY 3 PEP @ 148 = -444 USD",
      "2025-01-31 DEPOSIT = 500 USD",
      "2025-02-03 SELL 1 PEP @ 150 = 149.99 USD",
      "2025-02-04 DIVIDEND PEP = 2.71 USD",
      "2025-02-05 FEE = -5 USD",
      "2025-02-06 SPLIT 9 NVDA = 0 USD",
      "2025-02-07 SPLIT -10 ABC = 0 USD",
      "2025-02-08 TRANSFER_OUT 2 PEP = 0 USD",
      "11: ROW_UNKNOWN_ACTION",
      "12: (not a transaction)",
    ]);
  });

  it("books no row that a BCXL row cancels, wherever the two stand, and one of two equal rows", () => {
    const fill =
      '"1/15/2025","1/15/2025","1/16/2025","PEP","PepsiCo","Buy","3","$148.00","($444.00)"';
    expect(
      words(
        "ROBINHOOD",
        '"1/17/2025","1/17/2025","1/17/2025","PEP","Cancelled","BCXL","3","$148.00","$444.00"',
        fill.replaceAll("1/15/2025", "1/18/2025"),
        fill,
        fill,
      ),
    ).toEqual([
      "2: (cancels line 4)",
      "2025-01-18 BUY 3 PEP @ 148 = -444 USD",
      "4: (cancelled by the broker on line 2)",
      "2025-01-15 BUY 3 PEP @ 148 = -444 USD",
    ]);
  });

  it("rejects a BCXL row whose match the file does not have", () => {
    expect(
      words(
        "ROBINHOOD",
        '"1/17/2025","1/17/2025","1/17/2025","PEP","Cancelled","BCXL","3","$148.00","$444.00"',
        '"1/15/2025","1/15/2025","1/16/2025","PEP","PepsiCo","Buy","2","$148.00","($296.00)"',
      ),
    ).toEqual(["2: ROW_UNKNOWN_ACTION", "2025-01-15 BUY 2 PEP @ 148 = -296 USD"]);
  });
});

describe("a Coinbase file", () => {
  it("makes a conversion a sale and a purchase of the same worth, and staking income a purchase too", () => {
    expect(
      words(
        "COINBASE",
        "a1,2025-02-01 10:00:00 UTC,Buy,BTC,0.005,USD,$100000.00,$500.00,$507.45,$7.45,Bought 0.005 BTC for $507.45 USD",
        "a2,2025-02-03 10:00:00 UTC,Staking Income,ETH,0.0001,USD,$2600.00,$0.26,$0.26,$0.00,",
        "a3,2025-02-04 10:00:00 UTC,Convert,BTC,0.001,USD,$100000.00,$99.00,$100.00,$1.00,Converted 0.001 BTC to 0.038 ETH",
        "a4,2025-02-05 10:00:00 UTC,Sell,BTC,-0.001,USD,$101000.00,$101.00,$99.50,$1.50,Sold",
        "a5,2025-02-06 10:00:00 UTC,Send,ETH,-0.01,USD,$2700.00,$27.00,$27.00,$0.00,Sent",
        "a6,2025-02-06 11:00:00 UTC,Receive,ETH,0.02,USD,$2700.00,$54.00,$54.00,$0.00,Received",
        "a7,2025-02-07 10:00:00 UTC,Deposit,USD,100,USD,$1.00,$100.00,$100.00,$0.00,Deposit",
        "a8,2025-02-08 10:00:00 UTC,Withdrawal,EUR,-20,EUR,€1.00,-€20.00,-€20.00,€0.00,Withdrawal",
      ),
    ).toEqual([
      "2025-02-01 BUY 0.005 BTC-USD @ 100000 = -507.45 USD (fees 7.45)",
      "2025-02-03 INTEREST ETH-USD = 0.26 USD",
      "2025-02-03 BUY 0.0001 ETH-USD @ 2600 = -0.26 USD",
      "2025-02-04 SELL 0.001 BTC-USD @ 100000 = 99 USD (fees 1)",
      "2025-02-04 BUY 0.038 ETH-USD = -99 USD",
      "2025-02-05 SELL 0.001 BTC-USD @ 101000 = 99.5 USD (fees 1.5)",
      "2025-02-06 TRANSFER_OUT 0.01 ETH-USD @ 2700 = 0 USD",
      "2025-02-06 TRANSFER_IN 0.02 ETH-USD @ 2700 = 0 USD",
      "2025-02-07 DEPOSIT = 100 USD",
      "2025-02-08 WITHDRAWAL = -20 EUR",
    ]);
  });

  it.each([
    ["Converted 0.002 BTC to 0.038 ETH", "ROW_BAD_NUMBER", "another quantity than the row"],
    ["Converted 0.001 ETH to 0.038 BTC", "ROW_BAD_NUMBER", "another coin than the row"],
    ["", "ROW_MISSING_FIELD", "no target"],
    ["Converted 0.001 BTC to 99 USD", "ROW_UNKNOWN_ACTION", "a sale for money"],
  ])("rejects a conversion whose notes say %j with %s (%s)", (notes, code) => {
    expect(
      words(
        "COINBASE",
        `a3,2025-02-04 10:00:00 UTC,Convert,BTC,0.001,USD,$100000.00,$99.00,$100.00,$1.00,${notes}`,
      ),
    ).toEqual([`2: ${code}`]);
  });
});

describe("a Trading 212 file", () => {
  it("reads trades in pence and in foreign money, and dividends with the tax withheld", () => {
    expect(
      words(
        "TRADING_212",
        'Market buy,2024-05-02 14:00:00.000,US5949181045,MSFT,"Microsoft",0.5,400.00,USD,1.08000,,"EUR",185.47,"EUR",,,,EOF1,0.28,"EUR"',
        'Limit buy,2024-05-03 14:00:00.000,GB00BH4HKS39,VOD,"Vodafone",100,71.50,GBX,1.0,,"GBP",71.50,"GBP",,,,EOF2,,',
        // net 0.6375 x 0.5 = 0.31875 USD came as 0.30 EUR: 0.06 USD kept are 0.06 EUR (0.0565)
        'Dividend (Dividend),2024-06-14 09:00:00.000,US5949181045,MSFT,"Microsoft",0.5,0.637500,USD,Not available,,,0.30,"EUR",0.06,USD,,,,',
        "Deposit,2024-05-01 09:00:00.000,,,,,,,,,,500.00,EUR,,,Bank transfer,EOF4,,",
        "Withdrawal,2024-06-20 09:00:00.000,,,,,,,,,,-50.00,EUR,,,Bank transfer,EOF5,,",
        "Interest on cash,2024-06-21 09:00:00.000,,,,,,,,,,0.07,EUR,,,,EOF6,,",
        "Stock split close,2024-06-24 09:00:00.000,US67066G1040,NVDA,Nvidia,1,1200,USD,1.08,,,1111.11,EUR,,,,EOF7,,",
        "Stock split open,2024-06-24 09:00:00.000,US67066G1040,NVDA,Nvidia,10,120,USD,1.08,,,1111.11,EUR,,,,EOF8,,",
        "Market sell,2024-07-01 14:00:00.000,US5949181045,MSFT,Microsoft,0.5,432,USD,1.08,14.53,EUR,200.00,EUR,,,,EOF9,,",
        "Currency conversion,2024-07-02 14:00:00.000,,,,,,,,,,10,EUR,,,,EOF10,,",
      ),
    ).toEqual([
      "2024-05-02 BUY 0.5 MSFT @ 370.37037037037037037 = -185.47 EUR (fees 0.28)",
      "2024-05-03 BUY 100 GB00BH4HKS39 @ 0.715 = -71.5 GBP",
      "2024-06-14 DIVIDEND MSFT = 0.36 EUR",
      "2024-06-14 WITHHOLDING MSFT = -0.06 EUR",
      "2024-05-01 DEPOSIT = 500 EUR",
      "2024-06-20 WITHDRAWAL = -50 EUR",
      "2024-06-21 INTEREST = 0.07 EUR",
      "2024-06-24 SPLIT -1 NVDA = 0 EUR",
      "2024-06-24 SPLIT 10 NVDA = 0 EUR",
      "2024-07-01 SELL 0.5 MSFT @ 400 = 200 EUR",
      "11: (changes one currency of the account for another)",
    ]);
  });

  it("reads a file without the columns that no row needed, and one with the currency in the name", () => {
    const short = parsedRows(
      "Action,Time,Notes,ID,Total,Currency (Total)\nDeposit,2024-05-01 09:00:00.000,Bank,E1,500.00,EUR",
    );
    const old = parsedRows(
      "Action,Time,ISIN,Ticker,Name,No. of shares,Price / share,Currency (Price / share),Exchange rate,Total (EUR),ID\nMarket buy,2021-05-03 09:00:00,DE0007164600,SAP,SAP,2,110,EUR,1,220.00,E2",
    );
    expect([...short.slice(1), ...old.slice(1)].map(inWords)).toEqual([
      "2024-05-01 DEPOSIT = 500 EUR",
      "2021-05-03 BUY 2 DE0007164600 @ 110 = -220 EUR",
    ]);
  });
});

describe("a DEGIRO file", () => {
  it("makes the rows of one order one trade with its costs (Dutch, decimal comma)", () => {
    expect(
      words(
        "DEGIRO",
        '04-03-2024,09:01,04-03-2024,ASML HOLDING,NL0010273215,DEGIRO Transactiekosten en/of kosten van derden,,EUR,"-2,00",EUR,"48,00",bbbbbbbb-1',
        '04-03-2024,09:01,04-03-2024,ASML HOLDING,NL0010273215,"Koop 1 @ 900 EUR",,EUR,"-900,00",EUR,"50,00",bbbbbbbb-1',
        '04-03-2024,09:01,04-03-2024,ASML HOLDING,NL0010273215,"Koop 2 @ 900,5 EUR",,EUR,"-1.801,00",EUR,"50,00",bbbbbbbb-1',
        '05-03-2024,10:00,05-03-2024,APPLE INC,US0378331005,"Valuta Debitering",,EUR,"-100,00",EUR,"0,00",cccccccc-1',
        '05-03-2024,10:00,05-03-2024,APPLE INC,US0378331005,"Valuta Creditering","1,0800",USD,"108,00",USD,"0,00",cccccccc-1',
        '05-03-2024,10:00,05-03-2024,APPLE INC,US0378331005,"Koop 1 @ 108 USD",,USD,"-108,00",USD,"0,00",cccccccc-1',
        '05-03-2024,10:00,05-03-2024,APPLE INC,US0378331005,DEGIRO Transactiekosten en/of kosten van derden,,EUR,"-1,00",EUR,"0,00",cccccccc-1',
        '15-05-2024,07:00,14-05-2024,ASML HOLDING,NL0010273215,Dividend,,EUR,"4,50",EUR,"54,50",',
        '15-05-2024,07:00,14-05-2024,ASML HOLDING,NL0010273215,Dividendbelasting,,EUR,"-0,68",EUR,"53,82",',
        '16-05-2024,07:00,16-05-2024,,,Degiro Cash Sweep Transfer,,EUR,"-50,00",EUR,"3,82",',
        '17-05-2024,07:00,17-05-2024,,,iDEAL Deposit,,EUR,"100,00",EUR,"103,82",',
        '18-05-2024,07:00,18-05-2024,ABC,NL0000000002,"STOCK DIVIDEND: Koop 1 ABC@0 EUR (NL0000000002)",,EUR,"0,00",EUR,"103,82",',
      ),
    ).toEqual([
      "2: (costs of the trade on line 3)",
      "2024-03-04 BUY 1 NL0010273215 @ 900 = -902 EUR (fees 2)",
      "2024-03-04 BUY 2 NL0010273215 @ 900.5 = -1801 EUR",
      "5: (changes one currency of the account for another)",
      "6: (changes one currency of the account for another)",
      // 1 EUR of costs at the order's rate 108 / 100
      "2024-03-05 BUY 1 US0378331005 @ 108 = -109.08 USD (fees 1.08)",
      "8: (costs of the trade on line 7)",
      "2024-05-15 DIVIDEND NL0010273215 = 4.5 EUR",
      "2024-05-15 WITHHOLDING NL0010273215 = -0.68 EUR",
      "11: (cash moves to or from the bank account behind this one)",
      "2024-05-17 DEPOSIT = 100 EUR",
      "2024-05-18 STOCK_DIVIDEND 1 NL0000000002 = 0 EUR",
    ]);
  });

  it("reads the English file with its decimal point", () => {
    expect(
      words(
        "DEGIRO_ENGLISH",
        "04-03-2024,09:01,04-03-2024,ASML HOLDING,NL0010273215,DEGIRO Transaction and/or third party fees,,EUR,-2.00,EUR,48.00,bbbbbbbb-1",
        "04-03-2024,09:01,04-03-2024,ASML HOLDING,NL0010273215,Sell 4 ASML HOLDING@900.5 EUR (NL0010273215),,EUR,3602.00,EUR,50.00,bbbbbbbb-1",
        "05-03-2024,09:01,04-03-2024,,,DEGIRO Exchange Connection Fee 2024,,EUR,-2.50,EUR,48.00,",
        "05-03-2024,09:01,04-03-2024,,,Flatex Interest Income,,EUR,0.31,EUR,48.00,",
        "06-03-2024,09:01,06-03-2024,SPIN,NL0000000001,SPIN-OFF: Buy 1 SPIN@0 EUR (NL0000000001),,EUR,0.00,EUR,48.00,",
      ),
    ).toEqual([
      "2: (costs of the trade on line 3)",
      "2024-03-04 SELL 4 NL0010273215 @ 900.5 = 3600 EUR (fees 2)",
      "2024-03-05 FEE = -2.5 EUR",
      "2024-03-05 INTEREST = 0.31 EUR",
      "6: ROW_UNKNOWN_ACTION",
    ]);
  });

  it("keeps costs apart when the file does not say what they are in the trade's currency", () => {
    expect(
      words(
        "DEGIRO",
        '05-03-2024,10:00,05-03-2024,APPLE INC,US0378331005,"Koop 1 @ 108 USD",,USD,"-108,00",USD,"0,00",cccccccc-1',
        '05-03-2024,10:00,05-03-2024,APPLE INC,US0378331005,DEGIRO Transactiekosten en/of kosten van derden,,EUR,"-1,00",EUR,"0,00",cccccccc-1',
      ),
    ).toEqual([
      "2024-03-05 BUY 1 US0378331005 @ 108 = -108 USD",
      "2024-03-05 FEE US0378331005 = -1 EUR",
    ]);
  });
});

describe("any file with a known header", () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom("Buy", "Sell", "Bought", "BCXL", "Convert", "Market sell", "Stock split close"),
    fc.constantFrom(
      "Staking Income",
      "Dividend (Dividend)",
      "Koop 1 @ 900 EUR",
      "Dividendbelasting",
    ),
    fc.constantFrom("3/28/2025", "28-03-2024", "2024-03-28", "2025-03-28 10:00:00 UTC", "03/28/24"),
    fc.constantFrom("1", "-1", "0", "$1.50", "(2)", "1,5", "10S", "--", "99999999999999999999"),
    fc.constantFrom("USD", "GBX", "EUR", "ALFA", "b-1", "Converted 1 BTC to 2 ETH", ""),
  );

  it("gives every record at least one verdict, the units and prices of a draft are positive, and nothing throws", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(HEADERS)),
        fc.array(fc.array(cell, { minLength: 9, maxLength: 19 }), { maxLength: 20 }),
        (header, body) => {
          const rows = [header.split(","), ...body].map((cells, i) => ({ line: i + 1, cells }));
          const layout = openLayout(rows);
          if (!layout) throw new Error("no layout");
          if (layout.survey) rows.forEach(layout.survey);
          const verdicts = rows.map(layout.parseRow);
          expect(verdicts.map((row) => row.line)).toEqual(rows.map((row) => row.line));
          for (const row of verdicts.flatMap(partsOf)) {
            if (row.verdict !== "TRANSACTION") continue;
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
