import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { openLayout } from "../domain/brokerLayout.js";
import { type ParsedRow, partsOf } from "../domain/importedRow.js";
import type { CsvRecord } from "./readCsv.js";
import { readRecords } from "./readRecords.js";

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  await Promise.resolve();
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function recordsOf(text: string, size = 64): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const record of readRecords(inPieces(text, size))) records.push(record);
  return records;
}

/** What becomes of a file, a line a row: `line kind symbol units price amount fees`. */
async function told(text: string, size?: number): Promise<string[]> {
  const records = await recordsOf(text, size);
  const layout = openLayout(records.slice(0, 10));
  if (!layout) return ["LAYOUT_UNKNOWN"];
  for (const record of records) layout.survey?.(record);
  return records
    .flatMap((record) => partsOf(layout.parseRow(record)))
    .filter((row) => row.verdict !== "INFORMATIONAL")
    .map(lineOf);
}

function lineOf(row: ParsedRow): string {
  if (row.verdict === "REJECTED") return `${row.line} ${row.reason.code}: ${row.reason.message}`;
  if (row.verdict === "INFORMATIONAL") return `${row.line} ${row.note}`;
  const { kind, tradeDate, symbol, isin, units, price, amount, fees, currency } = row.draft;
  const figures = [units, price, amount, fees].map((figure) => figure?.toFixed() ?? "-");
  return [row.line, tradeDate, kind, symbol ?? isin ?? "-", ...figures, currency].join(" ");
}

/** Invented rows in the form of Interactive Brokers' documentation of Flex queries. */
const FLEX = `<FlexQueryResponse queryName="all" type="AF">
<FlexStatements count="1"><FlexStatement accountId="U1234567" fromDate="20240101" toDate="20241231">
<Trades>
<Trade accountId="U1234567" currency="USD" assetCategory="STK" symbol="VTI" description="VANGUARD &amp; CO" isin="US9229087690" tradeID="11" tradeDate="20240212" tradeTime="103000" settleDateTarget="20240214" quantity="10" tradePrice="248.15" tradeMoney="2481.5" taxes="0" ibCommission="-1" ibCommissionCurrency="USD" buySell="BUY" transactionID="101" levelOfDetail="EXECUTION" />
<Trade accountId="U1234567" currency="USD" assetCategory="STK" symbol="VTI" tradeDate="20240212" quantity="10" tradePrice="248.15" tradeMoney="2481.5" ibCommission="-1" ibCommissionCurrency="USD" buySell="BUY" levelOfDetail="ORDER" />
<Trade accountId="U1234567" currency="USD" assetCategory="STK" symbol="VTI" tradeDate="20240506" quantity="-4" tradePrice="254.00" tradeMoney="-1016" ibCommission="-1.02" ibCommissionCurrency="USD" buySell="SELL" transactionID="102" levelOfDetail="EXECUTION" />
</Trades>
<CashTransactions>
<CashTransaction accountId="U1234567" currency="USD" symbol="VTI" type="Dividends" amount="9.37" settleDate="20240328" description="VTI CASH DIVIDEND" transactionID="201" levelOfDetail="DETAIL" />
<CashTransaction accountId="U1234567" currency="USD" symbol="VTI" type="Withholding Tax" amount="-1.41" settleDate="20240328" transactionID="202" levelOfDetail="DETAIL" />
<CashTransaction accountId="U1234567" currency="USD" type="Deposits/Withdrawals" amount="5000" settleDate="20240105" transactionID="203" levelOfDetail="DETAIL" />
</CashTransactions>
<CorporateActions>
<CorporateAction accountId="U1234567" currency="USD" symbol="VTI" type="FS" reportDate="20240601" amount="0" description="VTI SPLIT 2 FOR 1" />
</CorporateActions>
</FlexStatement></FlexStatements></FlexQueryResponse>`;

describe("a Flex query as XML", () => {
  it("is read as the same query as CSV, and names what it does not read", async () => {
    expect(await told(FLEX)).toEqual([
      "4 2024-02-12 BUY VTI 10 248.15 -2482.5 1 USD",
      "6 2024-05-06 SELL VTI 4 254 1014.98 1.02 USD",
      "9 2024-03-28 DIVIDEND VTI - - 9.37 0 USD",
      "10 2024-03-28 WITHHOLDING VTI - - -1.41 0 USD",
      "11 2024-01-05 DEPOSIT - - - 5000 0 USD",
      '14 ROW_UNKNOWN_ACTION: "CorporateAction FS" is not known.',
    ]);
  });

  it("reads the same whatever the pieces in which it arrives", async () => {
    const whole = await recordsOf(FLEX, FLEX.length);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (size) => {
        expect(await recordsOf(FLEX, size)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ["breaks off", FLEX.slice(0, 900)],
    ["closes another element", FLEX.replace("</Trades>", "</Trade>")],
    ["brings a document type", `<!DOCTYPE x [<!ENTITY a "aaaa">]>${FLEX}`],
    ["uses an entity of its own", FLEX.replace("&amp;", "&lol9;")],
  ])("that %s is refused with its line", async (_, text) => {
    await expect(told(text)).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
  });

  it("of something else is no layout we know", async () => {
    expect(await told("<html><body>Sign in again</body></html>")).toEqual(["LAYOUT_UNKNOWN"]);
  });
});

/** Invented figures in the form of the OFX specification's examples. */
const TRANSACTIONS = `<BUYSTOCK><INVBUY><INVTRAN><FITID>1<DTTRADE>20240212120000.000[-5:EST]<DTSETTLE>20240214<MEMO>Bought &amp; paid</INVTRAN>
<SECID><UNIQUEID>922908769<UNIQUEIDTYPE>CUSIP</SECID><UNITS>10<UNITPRICE>248.15<COMMISSION>1<TOTAL>-2482.5<SUBACCTSEC>CASH<SUBACCTFUND>CASH</INVBUY><BUYTYPE>BUY</BUYSTOCK>
<SELLMF><INVSELL><INVTRAN><FITID>2<DTTRADE>20240506</INVTRAN><SECID><UNIQUEID>922908769<UNIQUEIDTYPE>CUSIP</SECID><UNITS>-4<UNITPRICE>254<FEES>0.02<TOTAL>1015.98</INVSELL><SELLTYPE>SELL</SELLMF>
<INCOME><INVTRAN><FITID>3<DTTRADE>20240328</INVTRAN><SECID><UNIQUEID>922908769<UNIQUEIDTYPE>CUSIP</SECID><INCOMETYPE>DIV<TOTAL>8.5<WITHHOLDING>1.5</INCOME>
<REINVEST><INVTRAN><FITID>4<DTTRADE>20240628</INVTRAN><SECID><UNIQUEID>IE00B4L5Y983<UNIQUEIDTYPE>ISIN</SECID><INCOMETYPE>CGLONG<TOTAL>-50<UNITS>0.5<UNITPRICE>100</REINVEST>
<SPLIT><INVTRAN><FITID>5<DTTRADE>20240701</INVTRAN><SECID><UNIQUEID>922908769<UNIQUEIDTYPE>CUSIP</SECID><OLDUNITS>6<NEWUNITS>12<NUMERATOR>2<DENOMINATOR>1</SPLIT>
<TRANSFER><INVTRAN><FITID>6<DTTRADE>20240702</INVTRAN><SECID><UNIQUEID>922908769<UNIQUEIDTYPE>CUSIP</SECID><UNITS>2<TFERACTION>OUT<POSTYPE>LONG</TRANSFER>
<RETOFCAP><INVTRAN><FITID>7<DTTRADE>20240703</INVTRAN><SECID><UNIQUEID>922908769<UNIQUEIDTYPE>CUSIP</SECID><TOTAL>3</RETOFCAP>
<INVEXPENSE><INVTRAN><FITID>8<DTTRADE>20240704</INVTRAN><TOTAL>-12</INVEXPENSE>
<INVBANKTRAN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20240105<TRNAMT>5000<FITID>9<NAME>Deposit</STMTTRN><SUBACCTFUND>CASH</INVBANKTRAN>
<INVBANKTRAN><STMTTRN><TRNTYPE>INT<DTPOSTED>20240131<TRNAMT>1.25<FITID>10</STMTTRN></INVBANKTRAN>
<BUYSTOCK><INVBUY><INVTRAN><FITID>11<DTTRADE>20240801</INVTRAN><SECID><UNIQUEID>922908769<UNIQUEIDTYPE>CUSIP</SECID><UNITS>1<UNITPRICE>100<TOTAL>-100<CURRENCY><CURRATE>1.1<CURSYM>EUR</CURRENCY></INVBUY></BUYSTOCK>
<BUYSTOCK><INVBUY><INVTRAN><FITID>12<DTTRADE>20240801</INVTRAN><SECID><UNIQUEID>922908769<UNIQUEIDTYPE>CUSIP</SECID><UNITS>1<UNITPRICE>100<TOTAL>-100<ORIGCURRENCY><CURRATE>1.1<CURSYM>EUR</ORIGCURRENCY></INVBUY></BUYSTOCK>
<CLOSUREOPT><INVTRAN><FITID>13<DTTRADE>20240801</INVTRAN></CLOSUREOPT>
<INCOME><INVTRAN><FITID>14<DTTRADE>20240802</INVTRAN><INCOMETYPE>MISC<TOTAL>4</INCOME>
`;
const SECURITIES =
  "<SECLIST><STOCKINFO><SECINFO><SECID><UNIQUEID>922908769<UNIQUEIDTYPE>CUSIP</SECID><SECNAME>Total Stock<TICKER>VTI</SECINFO></STOCKINFO></SECLIST>";
const OFX = `OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20241231<CURDEF>USD
<INVACCTFROM><BROKERID>example.com<ACCTID>42</INVACCTFROM>
<INVTRANLIST>
${TRANSACTIONS}</INVTRANLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1>
<SECLISTMSGSRSV1>${SECURITIES}</SECLISTMSGSRSV1></OFX>`;

const TOLD = [
  "8 2024-02-12 BUY VTI 10 248.15 -2482.5 1 USD",
  "10 2024-05-06 SELL VTI 4 254 1015.98 0.02 USD",
  "11 2024-03-28 DIVIDEND VTI - - 10 0 USD",
  "11 2024-03-28 WITHHOLDING VTI - - -1.5 0 USD",
  "12 2024-06-28 CAPITAL_GAIN_DISTRIBUTION IE00B4L5Y983 - - 50 0 USD",
  "12 2024-06-28 BUY IE00B4L5Y983 0.5 100 -50 0 USD",
  "13 2024-07-01 SPLIT VTI 6 - 0 0 USD",
  "14 2024-07-02 TRANSFER_OUT VTI 2 - 0 0 USD",
  "15 2024-07-03 RETURN_OF_CAPITAL VTI - - 3 0 USD",
  "16 2024-07-04 FEE - - - -12 0 USD",
  "17 2024-01-05 DEPOSIT - - - 5000 0 USD",
  "18 2024-01-31 INTEREST - - - 1.25 0 USD",
  "19 2024-08-01 BUY VTI 1 100 -100 0 EUR",
  "20 2024-08-01 BUY VTI 1 100 -100 0 USD",
  '21 ROW_UNKNOWN_ACTION: "CLOSUREOPT" is not supported yet.',
  '22 ROW_UNKNOWN_ACTION: "INCOME MISC" is not known.',
];

describe("an OFX investment statement", () => {
  it("gives every transaction, with the tickers of its list of securities", async () => {
    expect(await told(OFX)).toEqual(TOLD);
  });

  it("is the same as XML, where leaves end too", async () => {
    const body = OFX.slice(OFX.indexOf("<OFX>")).replace(
      /<([A-Z]+)>([^<\n]+)(?=[<\n])/g,
      "<$1>$2</$1>",
    );
    const xml = `<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="211"?>\n\n\n${body}`;
    expect(body).toContain("<FITID>1</FITID>");
    expect((await told(xml)).map((line) => line.replace(/^\d+ /, ""))).toEqual(
      TOLD.map((line) => line.replace(/^\d+ /, "")),
    );
  });

  it("reads the same whatever the pieces in which it arrives", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), async (size) => {
        expect(await told(OFX, size)).toEqual(TOLD);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ["breaks off within a transaction", OFX.slice(0, OFX.indexOf("<SELLMF>") + 60)],
    ["has a tag that never ends", OFX.replace("Bought", "x".repeat(20_000))],
    ["has a transaction that never ends", OFX.replace("</BUYSTOCK>", "<MEMO>x".repeat(300))],
  ])("that %s is refused with its line", async (_, text) => {
    await expect(told(text)).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
  });

  it("without a currency has rows that say so", async () => {
    const rows = await told(OFX.replace("<CURDEF>USD", ""));
    expect(rows[0]).toMatch(/^8 ROW_MISSING_FIELD/);
  });
});
