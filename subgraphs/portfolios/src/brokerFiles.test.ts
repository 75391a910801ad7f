import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { openTestWorld, type TestWorld } from "./testWorld.js";

/** The ISIN of a company that does not exist; the market of the first tests knows it, as data. */
const ISIN = "NL0000000001";
const COINBASE =
  "ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  for (const symbol of ["ALFA", "BETA"]) world.market.list(symbol);
  for (const coin of ["BTC-USD", "ETH-USD"]) world.market.list(coin, { assetClass: "CRYPTO" });
  world.market.list(ISIN, { currency: "EUR" });
  for (const day of ["2024-03-04", "2024-03-05", "2024-05-15"]) {
    world.market.ratesByDay.set(`EUR USD ${day}`, new Decimal("1.10"));
  }
});
afterAll(() => world.close());

async function account(): Promise<{ readonly viewer: Viewer; readonly accountId: string }> {
  const householdId = newId();
  const viewer = viewerWith({ [householdId]: "OWNER" });
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!) {
      createAccount(input: { householdId: $id, name: "Savings", kind: TAXABLE }) { id }
    }`,
    { id: householdId },
  );
  return { viewer, accountId: String(data.createAccount.id) };
}

async function stateOf(viewer: Viewer, id: string) {
  const { data } = await world.ask(
    viewer,
    `query ($id: ID!) { import(id: $id) {
      status broker rowsTotal rowsNew rowsDuplicate rowsRejected rowsInformational
      rows(first: 100) { edges { node { line verdict reason { code message } } } }
    } }`,
    { id },
  );
  return data.import;
}

const confirm = (viewer: Viewer, importId: string) =>
  world.ask(
    viewer,
    `mutation ($input: ConfirmImportInput!) { confirmImport(input: $input) { status } }`,
    { input: { importId, skipRejected: false } },
  );

async function holdings(viewer: Viewer, id: string): Promise<string[]> {
  const { data } = await world.ask(
    viewer,
    `query ($id: ID!) { account(id: $id) {
      cash { amount } positions { edges { node { symbol units cost { amount } } } }
    } }`,
    { id },
  );
  interface Node {
    readonly symbol: string;
    readonly units: string;
    readonly cost: { readonly amount: string };
  }
  const edges = data.account.positions.edges as { readonly node: Node }[];
  const positions = edges.map(({ node }) => `${node.symbol} ${node.units} for ${node.cost.amount}`);
  return [`cash ${data.account.cash.amount}`, ...positions];
}

describe("an OFX statement", () => {
  it("is booked like a broker's file, and adds nothing when it comes again", async () => {
    const { viewer, accountId } = await account();
    const file = `OFXHEADER:100

<OFX><INVSTMTRS><CURDEF>USD<INVACCTFROM><ACCTID>42</INVACCTFROM><INVTRANLIST>
<INVBANKTRAN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20240304<TRNAMT>1000<FITID>1</STMTTRN></INVBANKTRAN>
<BUYSTOCK><INVBUY><INVTRAN><FITID>2<DTTRADE>20240305</INVTRAN><SECID><UNIQUEID>x1</SECID><UNITS>10<UNITPRICE>20<TOTAL>-200</INVBUY></BUYSTOCK>
</INVTRANLIST></INVSTMTRS><SECLIST><STOCKINFO><SECINFO><SECID><UNIQUEID>x1</SECID><TICKER>ALFA</SECINFO></STOCKINFO></SECLIST></OFX>`;
    const first = await world.importFile(viewer, accountId, file);
    expect(await stateOf(viewer, first)).toMatchObject({
      status: "PREVIEW",
      broker: "OTHER",
      rowsNew: 2,
    });
    expect((await confirm(viewer, first)).errors).toEqual([]);
    expect(await holdings(viewer, accountId)).toEqual(["cash 800", "ALFA 10 for 200"]);
    const again = await world.importFile(viewer, accountId, file);
    expect(await stateOf(viewer, again)).toMatchObject({ rowsNew: 0, rowsDuplicate: 2 });
  });

  it("that breaks off is refused, and nothing of it is kept", async () => {
    const { viewer, accountId } = await account();
    const id = await world.importFile(viewer, accountId, "<OFX><CURDEF>USD<BUYSTOCK><FITID>1");
    expect(await stateOf(viewer, id)).toMatchObject({ status: "FAILED", rowsTotal: 0 });
  });
});

const FILES = [
  {
    broker: "VANGUARD",
    lines: [
      "Account Number,Investment Name,Symbol,Shares,Share Price,Total Value,",
      "11112222,ALFA FUND,ALFA,7,12.00,84.00,",
      "",
      "Account Number,Trade Date,Settlement Date,Transaction Type,Transaction Description,Investment Name,Symbol,Shares,Share Price,Principal Amount,Commissions and Fees,Net Amount,Accrued Interest,Account Type,",
      "11112222,2024-01-02,2024-01-04,Buy,Buy,ALFA FUND,ALFA,10.00000,10.0000,-100.00,0,-100.00,0.0,CASH,",
      "11112222,2024-01-02,2024-01-04,Sweep out,Sweep,MONEY MARKET,VMFXX,0.00000,1.0,100.00,0,100.00,0.0,CASH,",
      "11112222,2024-02-01,2024-02-05,Sell,Sell,ALFA FUND,ALFA,-3.00000,12.0000,36.00,0,36.00,0.0,CASH,",
    ],
    // 7 of 10 units keep 70 of 100
    holds: ["cash -64", "ALFA 7 for 70"],
    rowsNew: 2,
  },
  {
    broker: "ETRADE",
    lines: [
      "For Account:,####1234",
      "",
      "TransactionDate,TransactionType,SecurityType,Symbol,Quantity,Amount,Price,Commission,Description",
      "02/01/24,Sold,EQ,ALFA,-3,35.5,12,0.5,ALFA CORP",
      "01/02/24,Bought,EQ,ALFA,10,-100,10,0,ALFA CORP",
    ],
    holds: ["cash -64.5", "ALFA 7 for 70"],
    rowsNew: 2,
  },
  {
    broker: "ETRADE",
    lines: [
      "Activity/Trade Date,Transaction Date,Settlement Date,Activity Type,Description,Symbol,Cusip,Quantity #,Price $,Amount $,Commission,Category,Note",
      "02/06/25,02/06/25,--,Online Transfer,TRANSFER,--,--,--,--,500,--,--,--",
      "02/03/25,02/03/25,02/04/25,Bought,ALFA CORP,ALFA,--,10,20,-200,0,--,--",
    ],
    holds: ["cash 300", "ALFA 10 for 200"],
    rowsNew: 2,
  },
  {
    broker: "ROBINHOOD",
    lines: [
      '"Activity Date","Process Date","Settle Date","Instrument","Description","Trans Code","Quantity","Price","Amount"',
      '"1/17/2025","1/17/2025","1/17/2025","ALFA","Cancelled","BCXL","3","$20.00","$60.00"',
      '"1/15/2025","1/15/2025","1/16/2025","ALFA","Alfa\nCUSIP: 000000000","Buy","3","$20.00","($60.00)"',
      '"1/15/2025","1/15/2025","1/16/2025","ALFA","Alfa\nCUSIP: 000000000","Buy","3","$20.00","($60.00)"',
      '"1/14/2025","1/14/2025","1/14/2025","","ACH Deposit","ACH","","","$500.00"',
      '"","","","","","","","","The data provided is for informational purposes only."',
    ],
    holds: ["cash 440", "ALFA 3 for 60"],
    rowsNew: 2,
  },
  {
    broker: "COINBASE",
    lines: [
      "Transactions",
      "User,Someone,0000",
      COINBASE,
      "a3,2025-02-04 10:00:00 UTC,Convert,BTC,0.001,USD,$100000.00,$99.00,$100.00,$1.00,Converted 0.001 BTC to 0.038 ETH",
      "a2,2025-02-03 10:00:00 UTC,Staking Income,ETH,0.0001,USD,$2600.00,$0.26,$0.26,$0.00,",
      "a1,2025-02-01 10:00:00 UTC,Buy,BTC,0.005,USD,$100000.00,$500.00,$507.45,$7.45,Bought",
    ],
    // 4 of 5 thousandths keep 4/5 of 507.45; the coins that came cost what they were worth: 99 + 0.26
    holds: ["cash -507.45", "BTC-USD 0.004 for 405.96", "ETH-USD 0.0381 for 99.26"],
    rowsNew: 5,
  },
  {
    broker: "TRADING_212",
    lines: [
      "Action,Time,ISIN,Ticker,Name,No. of shares,Price / share,Currency (Price / share),Exchange rate,Total,Currency (Total),Withholding tax,Currency (Withholding tax),ID",
      "Market buy,2024-03-04 14:00:00.000,US0000000001,ALFA,Alfa,10,11,USD,1.1,100.00,EUR,,,E1",
      "Dividend (Dividend),2024-05-15 09:00:00.000,US0000000001,ALFA,Alfa,10,0.935,USD,Not available,8.50,EUR,1.65,USD,",
    ],
    // -100 + 8.50 EUR at 1.10; the tax of 1.65 USD is 1.50 EUR of a dividend of 10.00 EUR
    holds: ["cash -100.65", "ALFA 10 for 110"],
    rowsNew: 3,
  },
  {
    broker: "DEGIRO",
    lines: [
      "Datum,Tijd,Valutadatum,Product,ISIN,Omschrijving,FX,Mutatie,,Saldo,,Order Id",
      `05-03-2024,09:01,05-03-2024,,,Degiro Cash Sweep Transfer,,EUR,"100,00",EUR,"48,00",`,
      `04-03-2024,09:01,04-03-2024,BRAVO,${ISIN},DEGIRO Transactiekosten en/of kosten van derden,,EUR,"-2,00",EUR,"48,00",b-1`,
      `04-03-2024,09:01,04-03-2024,BRAVO,${ISIN},"Koop 2 @ 900,5 EUR",,EUR,"-1.801,00",EUR,"50,00",b-1`,
    ],
    // 1,803 EUR at 1.10
    holds: ["cash -1983.3", `${ISIN} 2 for 1983.3`],
    rowsNew: 1,
  },
] as const;

describe.each(FILES)("a file of $broker ($lines.0)", ({ broker, lines, holds, rowsNew }) => {
  const file = `\uFEFF${lines.join("\r\n")}\r\n`;

  it("becomes positions and cash, and adds nothing when it comes again", async () => {
    const { viewer, accountId } = await account();
    const id = await world.importFile(viewer, accountId, file);
    expect(await stateOf(viewer, id)).toMatchObject({
      status: "PREVIEW",
      broker,
      rowsNew,
      rowsRejected: 0,
    });
    expect((await confirm(viewer, id)).data.confirmImport).toEqual({ status: "CONFIRMED" });
    expect(await holdings(viewer, accountId)).toEqual(holds);
    const again = await world.importFile(viewer, accountId, file);
    expect(await stateOf(viewer, again)).toMatchObject({ rowsNew: 0, rowsDuplicate: rowsNew });
    expect(await holdings(viewer, accountId)).toEqual(holds);
  });
});

describe("a record that holds two transactions", () => {
  const conversion = (bought: string) =>
    [
      COINBASE,
      "a1,2025-02-01 10:00:00 UTC,Buy,BTC,0.005,USD,$100000.00,$500.00,$507.45,$7.45,Bought",
      `a3,2025-02-04 10:00:00 UTC,Convert,BTC,0.001,USD,$100000.00,$99.00,$100.00,$1.00,Converted 0.001 BTC to 0.038 ${bought}`,
    ].join("\n");

  it("is two rows of one line, each with a page of its own if need be", async () => {
    const { viewer, accountId } = await account();
    const id = await world.importFile(viewer, accountId, conversion("ETH"));
    const lines: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await world.ask(
        viewer,
        `query ($id: ID!, $after: String) { import(id: $id) { rows(first: 1, after: $after) {
          edges { cursor node { line kind } } pageInfo { hasNextPage } } } }`,
        { id, after },
      );
      const [edge] = data.import.rows.edges;
      lines.push(`${edge.node.line} ${edge.node.kind}`);
      after = edge.cursor;
      more = data.import.rows.pageInfo.hasNextPage;
    }
    expect(lines).toEqual(["1 null", "2 BUY", "3 SELL", "3 BUY"]);
  });

  it("is rejected whole when one of the two cannot be booked", async () => {
    const { viewer, accountId } = await account();
    const id = await world.importFile(viewer, accountId, conversion("NOCOIN"));
    const { rows, rowsNew, rowsRejected } = await stateOf(viewer, id);
    expect({ rowsNew, rowsRejected }).toEqual({ rowsNew: 1, rowsRejected: 2 });
    const reasons = rows.edges.map(
      (edge: { node: { reason: { message: string } | null } }) => edge.node.reason?.message ?? null,
    );
    const message = "no instrument with the symbol NOCOIN-USD is known";
    expect(reasons).toEqual([null, null, message, message]);
  });

  it("is rejected whole when it sells what is not held", async () => {
    const { viewer, accountId } = await account();
    const id = await world.importFile(
      viewer,
      accountId,
      conversion("ETH").replace("Buy,BTC,0.005", "Buy,ETH,0.005"),
    );
    expect(await stateOf(viewer, id)).toMatchObject({ rowsNew: 1, rowsRejected: 2 });
  });
});

it("rejects a row that names its security by an ISIN only which the market does not know", async () => {
  const { viewer, accountId } = await account();
  const unknown = "IE0000000009";
  const id = await world.importFile(
    viewer,
    accountId,
    [
      "Date,Time,Value date,Product,ISIN,Description,FX,Change,,Balance,,Order Id",
      `04-03-2024,09:01,04-03-2024,CHARLIE,${unknown},Buy 2 CHARLIE@10 EUR (${unknown}),,EUR,-20.00,EUR,50.00,b-1`,
    ].join("\n"),
  );
  const { rows } = await stateOf(viewer, id);
  expect(rows.edges.at(-1).node.reason).toEqual({
    code: "UNKNOWN_SYMBOL",
    message: `no instrument with the ISIN ${unknown} is known`,
  });
});

it("never takes a coin for the share whose ticker is the coin's name", async () => {
  const { viewer, accountId } = await account();
  const id = await world.importFile(
    viewer,
    accountId,
    `${COINBASE}\na1,2025-02-01 10:00:00 UTC,Buy,ALFA,5,USD,$10.00,$50.00,$51.00,$1.00,Bought`,
  );
  const { rows } = await stateOf(viewer, id);
  expect(rows.edges.at(-1).node.reason).toMatchObject({ code: "UNKNOWN_SYMBOL" });
});
