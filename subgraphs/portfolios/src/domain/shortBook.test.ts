import { describe, expect, it } from "@jest/globals";
import { inWords, history, SHORT_SELLERS } from "./ledgerNotation.js";
import { replayHousehold } from "./replay.js";

const replay = (...lines: readonly string[]) => replayHousehold(SHORT_SELLERS, history(...lines));
const gainsOf = (...lines: readonly string[]) =>
  replay(...lines).realized.map(
    (r) => `${r.source} ${r.units.toString()} ${r.gain.toString()} ${r.term}`,
  );
const shortsOf = (...lines: readonly string[]) =>
  replay(...lines).shorts.map(
    (s) =>
      `${s.openedOn} ${s.accountId} ${s.units.toString()} ${s.instrumentId} @ ${s.proceeds.toString()}`,
  );

describe("a short sale", () => {
  it("keeps its proceeds, and realizes proceeds less cost when it is covered", () => {
    const lines = ["2024-01-02 margin SHORT 10 X @ 1000", "2024-03-01 margin COVER 4 X @ 300"];
    expect(shortsOf(lines[0] ?? "")).toEqual(["2024-01-02 margin 10 X @ 1000"]);
    expect(gainsOf(lines[0] ?? "")).toEqual([]);
    expect(gainsOf(...lines)).toEqual(["SHORT_SALE 4 100 SHORT"]);
    expect(shortsOf(...lines)).toEqual(["2024-01-02 margin 6 X @ 600"]);
  });

  it("is realized on the day of delivery", () => {
    const [short, cover] = history(
      "2024-12-02 margin SHORT 10 X @ 1000",
      "2024-12-31 margin COVER 10 X @ 900",
    );
    const settled = {
      ...cover!,
      settlementDate: cover!.tradeDate.replace("2024-12-31", "2025-01-02"),
    };
    const { realized } = replayHousehold(SHORT_SELLERS, [short!, settled as typeof cover & object]);
    expect(realized[0]?.disposedOn).toBe("2025-01-02");
  });

  it("is opened by a sale through zero for what is not held, and the proceeds are shared by units", () => {
    const lines = ["2024-01-02 margin BUY 6 X @ 600", "2024-02-01 margin SELL 10 X @ 1200"];
    expect(gainsOf(...lines)).toEqual(["SALE 6 120 SHORT"]);
    expect(shortsOf(...lines)).toEqual(["2024-02-01 margin 4 X @ 480"]);
  });

  it("is closed by a purchase through zero, and the rest is a lot", () => {
    const { lots, realized } = replay(
      "2024-01-02 margin SHORT 6 X @ 600",
      "2024-02-01 margin BUY 10 X @ 900",
    );
    expect(realized.map((r) => [r.source, r.gain.toString()])).toEqual([["SHORT_SALE", "60"]]);
    expect(lots.map(inWords)).toEqual(["2024-02-01 margin 4 X @ 360"]);
  });

  it.each([
    ["2024-01-02 broker SHORT 1 X @ 1", "SHORT_NOT_ALLOWED"],
    ["2024-01-02 ira SHORT 1 X @ 1", "SHORT_NOT_ALLOWED"],
    ["2024-01-02 broker SELL 1 X @ 1", "UNITS_EXCEED_POSITION"],
    ["2024-01-02 margin COVER 1 X @ 1", "UNITS_EXCEED_POSITION"],
  ])("refuses %s with %s", (line, code) => {
    expect(() => replay(line)).toThrow(expect.objectContaining({ code }));
  });

  it("owes twice the units after a split, for the same proceeds", () => {
    expect(
      shortsOf("2024-01-02 margin SHORT 10 X @ 1000", "2024-02-01 margin SPLIT -10 X"),
    ).toEqual(["2024-01-02 margin 20 X @ 1000"]);
  });

  it("is not booked through a merger", () => {
    const [short, merger] = history(
      "2024-01-02 margin SHORT 10 X @ 1000",
      "2024-02-01 margin MERGER X @ 0",
    );
    const terms = {
      received: {
        instrumentId: "Y",
        symbol: "Y",
        assetClass: null,
        units: null,
        basisShare: null,
        price: null,
      },
    };
    expect(() => replayHousehold(SHORT_SELLERS, [short!, { ...merger!, terms }])).toThrow(
      expect.objectContaining({ code: "SHORT_NOT_ALLOWED" }),
    );
  });
});

describe("the holding period beside a short sale", () => {
  // section 1233(b)(1): a gain is short-term when the same stock was held for a year or less
  it("makes the gain short-term, and begins anew for stock held for a year or less, when the short is closed", () => {
    const { lots, realized } = replay(
      "2023-06-01 broker BUY 100 X @ 1000",
      "2024-01-02 margin SHORT 100 X @ 1600",
      "2024-09-03 margin COVER 100 X @ 1200",
    );
    expect(realized.map((r) => `${r.gain.toString()} ${r.term}`)).toEqual(["400 SHORT"]);
    expect(lots.map(inWords)).toEqual(["2023-06-01 broker 100 X @ 1000 since 2024-09-03"]);
  });

  it("begins anew for as many units as were short, earliest purchase first", () => {
    const { lots } = replay(
      "2023-06-01 broker BUY 60 X @ 600",
      "2024-01-02 margin SHORT 100 X @ 1600",
      "2024-02-01 broker BUY 60 X @ 900",
      "2024-09-03 margin COVER 100 X @ 1200",
    );
    expect(lots.map(inWords)).toEqual([
      "2023-06-01 broker 60 X @ 600 since 2024-09-03",
      "2024-02-01 broker 40 X @ 600 since 2024-09-03",
      "2024-02-01 broker 20 X @ 300",
    ]);
  });

  it("does not grow while the short is open: stock that was young then is sold short-term", () => {
    expect(
      gainsOf(
        "2023-06-01 broker BUY 100 X @ 1000",
        "2024-01-02 margin SHORT 60 X @ 960",
        "2024-09-03 broker SELL 100 X @ 1500",
      ),
    ).toEqual(["SALE 60 300 SHORT", "SALE 40 200 LONG"]);
  });

  // section 1233(d): a loss is long-term when the same stock was held for more than a year
  it("makes the loss long-term for as many units as had been held for more than a year", () => {
    expect(
      gainsOf(
        "2022-01-03 broker BUY 40 X @ 400",
        "2024-01-02 margin SHORT 100 X @ 1000",
        "2024-03-01 margin COVER 100 X @ 1500",
      ),
    ).toEqual(["SHORT_SALE 40 -200 LONG", "SHORT_SALE 60 -300 SHORT"]);
  });

  it("is left alone in a retirement account", () => {
    const { lots } = replay(
      "2023-06-01 ira BUY 100 X @ 1000",
      "2024-01-02 margin SHORT 100 X @ 1600",
      "2024-02-01 margin COVER 100 X @ 1200",
    );
    expect(lots.map(inWords)).toEqual(["2023-06-01 ira 100 X @ 1000"]);
  });
});

describe("a short that is covered at a loss", () => {
  const [opened, covered] = [
    "2024-01-02 margin SHORT 100 X @ 1000",
    "2024-02-01 margin COVER 100 X @ 1300",
  ];
  const lossesOf = (...lines: readonly string[]) =>
    replay(...lines).realized.map((r) => `${r.gain.toString()} ${r.disallowedLoss.toString()}`);

  it.each([
    ["2024-01-20 margin SHORT 100 X @ 1100", "300"],
    ["2024-03-02 margin SHORT 100 X @ 1100", "300"],
    ["2024-03-03 margin SHORT 100 X @ 1100", "0"],
    ["2024-02-15 margin SHORT 40 X @ 440", "120"],
    ["2024-02-15 margin SHORT 40 Y @ 440", "0"],
  ])("puts the loss off when another is opened within 30 days: %s", (other, disallowed) => {
    expect(lossesOf(opened, covered, other)).toEqual([`-300 ${disallowed}`]);
  });

  it("takes the loss off the proceeds of the new short, where it counts in the end", () => {
    const again = "2024-02-15 margin SHORT 100 X @ 1100";
    expect(shortsOf(opened, covered, again)).toEqual(["2024-02-15 margin 100 X @ 800"]);
    expect(lossesOf(opened, covered, again, "2024-08-01 margin COVER 100 X @ 1000")).toEqual([
      "-300 300",
      "-200 0",
    ]);
  });

  it("is not washed by a purchase of the stock", () => {
    expect(lossesOf(opened, covered, "2024-02-05 broker BUY 100 X @ 1300")).toEqual(["-300 0"]);
  });
});
