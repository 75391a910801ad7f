import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { readActions, shareRatio } from "./corporateAction.js";

const rows = (...lines: string[]) =>
  lines.map((text, i) => ({ line: i + 2, cells: text.split(",") }));

describe("readActions", () => {
  it("reads splits, reverse splits, cash, special and stock dividends, oldest first", () => {
    const { content, refused } = readActions(
      rows(
        "AAA,2024-06-10,SPLIT,0.2,2024-06-07,1200",
        "AAA,2024-03-10,DIVIDEND,0.5,2024-03-07,50",
        "AAA,2024-04-10,SPECIAL_DIVIDEND,5,,",
        "AAA,2024-05-10,STOCK_DIVIDEND,0.05,,",
      ),
    );
    expect(refused).toEqual([]);
    expect(content.get("AAA")).toEqual([
      {
        kind: "CASH_DIVIDEND",
        exDate: "2024-03-10",
        amount: new Decimal("0.5"),
        referenceClose: new Decimal(50),
      },
      {
        kind: "SPECIAL_DIVIDEND",
        exDate: "2024-04-10",
        amount: new Decimal(5),
        referenceClose: null,
      },
      { kind: "STOCK_DIVIDEND", exDate: "2024-05-10", ratio: new Decimal("1.05") },
      { kind: "SPLIT", exDate: "2024-06-10", ratio: new Decimal("0.2") },
    ]);
  });

  it("reads spin-offs with their child, mergers for cash and shares, and cash in lieu", () => {
    const { content, refused } = readActions(
      rows(
        "AAA,2024-03-10,SPIN_OFF,12.5,,50,BBB,0.25",
        "AAA,2024-03-11,CASH_IN_LIEU,50,,,,",
        "AAA,2024-04-10,MERGER,30,,,CCC,0.5",
        "DDD,2024-04-10,MERGER,30,,",
      ),
    );
    expect(refused).toEqual([]);
    expect(content.get("AAA")).toEqual([
      {
        kind: "SPIN_OFF",
        exDate: "2024-03-10",
        amount: new Decimal("12.5"),
        ratio: new Decimal("0.25"),
        related: "BBB",
        referenceClose: new Decimal(50),
      },
      { kind: "CASH_IN_LIEU", exDate: "2024-03-11", amount: new Decimal(50) },
      {
        kind: "MERGER",
        exDate: "2024-04-10",
        amount: new Decimal(30),
        ratio: new Decimal("0.5"),
        related: "CCC",
      },
    ]);
    expect(content.get("DDD")).toMatchObject([
      { kind: "MERGER", ratio: new Decimal(0), related: null },
    ]);
  });

  it.each([
    ["AAA", "6 or 8 cells expected, 1 found"],
    [",2024-06-10,SPLIT,2,,", "a cell is missing"],
    ["AAA,x,SPLIT,2,,", "ex_date is no date"],
    ["AAA,2024-06-12,SPLIT,0,,", "value is no positive number"],
    ["AAA,2024-06-12,DIVIDEND,-1,,", "value is no positive number"],
    [
      "AAA,2024-06-12,TULIPS,1,,",
      "type is none of SPLIT, DIVIDEND, SPECIAL_DIVIDEND, STOCK_DIVIDEND, SPIN_OFF, MERGER, CASH_IN_LIEU",
    ],
    ["AAA,2024-06-12,SPIN_OFF,5,,", "a spin-off needs related_symbol and a positive ratio"],
    ["AAA,2024-06-12,SPIN_OFF,5,,,BBB,0", "a spin-off needs related_symbol and a positive ratio"],
    ["AAA,2024-06-12,SPIN_OFF,50,,50,BBB,1", "the dividend is not below reference_close"],
    ["AAA,2024-06-12,MERGER,0,,,,", "a merger gives cash, shares or both"],
    ["AAA,2024-06-12,MERGER,-1,,,BBB,1", "value and ratio of a merger are not below 0"],
    ["AAA,2024-06-12,MERGER,1,,,,0.5", "shares of a merger have a related_symbol"],
    ["AAA,2024-06-12,MERGER,1,,,BBB,", "shares of a merger have a related_symbol"],
    ["AAA,2024-06-12,DIVIDEND,1,,x", "reference_close is no positive number"],
    ["AAA,2024-06-12,DIVIDEND,5,,5", "the dividend is not below reference_close"],
    ["AAA,2024-06-11,SPLIT,3,,", "a second SPLIT on 2024-06-11"],
  ])("refuses %j: %s", (row, reason) => {
    const { content, refused } = readActions(rows("AAA,2024-06-11,SPLIT,2,,", row));
    expect(refused).toEqual([{ line: 3, reason }]);
    expect(content.get("AAA")).toHaveLength(1);
  });
});

describe("shareRatio", () => {
  it("multiplies the splits after one day and up to another", () => {
    const { content } = readActions(
      rows("AAA,2024-06-10,SPLIT,2,,", "AAA,2024-06-12,SPLIT,3,,", "AAA,2024-06-11,DIVIDEND,1,,"),
    );
    const ratio = (after: string, to: string) =>
      shareRatio(content.get("AAA") ?? [], date(after), date(to)).toNumber();
    expect([
      ratio("2024-06-09", "2024-06-12"),
      ratio("2024-06-10", "2024-06-12"),
      ratio("2024-06-12", "2024-06-30"),
    ]).toEqual([6, 3, 1]);
  });
});
