import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { HOUSEHOLD, history, inWords } from "./ledgerNotation.js";
import { replayHousehold } from "./replay.js";
import { washSaleRisk } from "./washSaleRisk.js";

const replay = (...lines: readonly string[]) => replayHousehold(HOUSEHOLD, history(...lines));
const outcome = (...lines: readonly string[]) => {
  const { lots, realized } = replay(...lines);
  return {
    lots: lots.map(inWords),
    losses: realized.map((r) => `${r.gain.toString()} disallowed ${r.disallowedLoss.toString()}`),
  };
};

describe("a wash sale", () => {
  it("adds the disallowed loss to the cost of the new stock (Pub. 550, X stock)", () => {
    expect(
      outcome(
        "2023-03-01 broker BUY 100 X @ 1000",
        "2023-06-01 broker SELL 100 X @ 750",
        "2023-06-20 broker BUY 100 X @ 800",
      ),
    ).toEqual({
      losses: ["-250 disallowed 250"],
      lots: ["2023-06-20 broker 100 X @ 1050 since 2023-03-20"],
    });
  });

  it("disallows the loss of as many shares as were replaced (Treas. Reg. 1.1091-1(h), example 2)", () => {
    expect(
      outcome(
        "1954-09-21 broker BUY 100 M @ 5000",
        "1954-12-21 broker BUY 50 M @ 2750",
        "1954-12-27 broker BUY 25 M @ 1125",
        "1955-01-03 broker SELL 100 M @ 4000",
      ),
    ).toEqual({
      losses: ["-1000 disallowed 750"],
      lots: [
        "1954-12-21 broker 50 M @ 3250 since 1954-09-08",
        "1954-12-27 broker 25 M @ 1375 since 1954-09-14",
      ],
    });
  });

  it("takes the first 100 shares bought and disregards the rest (1.1091-1(h), example 3)", () => {
    const { lots, realized } = replay(
      "1954-09-15 broker BUY 100 M @ 5000",
      "1956-02-01 broker SELL 100 M @ 4000",
      "1956-02-15 broker BUY 50 M @ 2000",
      "1956-02-16 broker BUY 50 M @ 2000",
      "1956-02-17 broker BUY 50 M @ 2000",
      "1956-02-18 broker BUY 50 M @ 2000",
    );
    expect(realized[0]?.disallowedLoss.toString()).toBe("1000");
    expect(lots.map((lot) => `${lot.purchasedOn} ${lot.cost.toString()}`)).toEqual([
      "1956-02-15 2500",
      "1956-02-16 2500",
      "1956-02-17 2000",
      "1956-02-18 2000",
    ]);
  });

  it("gives a share sold at 80, cost 100, replaced at 90, a basis of 110 (1.1091-2(a), example 1)", () => {
    expect(
      outcome(
        "1935-06-03 broker BUY 1 X @ 100",
        "1955-01-15 broker SELL 1 X @ 80",
        "1955-02-01 broker BUY 1 X @ 90",
      ).lots,
    ).toEqual(["1955-02-01 broker 1 X @ 110 since 1935-06-20"]);
  });

  it.each([
    { bought: "2024-05-01", washes: false, why: "31 days before" },
    { bought: "2024-05-02", washes: true, why: "30 days before" },
    { bought: "2024-06-01", washes: true, why: "on the day" },
    { bought: "2024-07-01", washes: true, why: "30 days after" },
    { bought: "2024-07-02", washes: false, why: "31 days after" },
  ])("has a window of 61 days: bought $why, washed: $washes", ({ bought, washes }) => {
    const { losses } = outcome(
      "2023-01-02 broker BUY 10 X @ 100",
      "2024-06-01 broker SELL 10 X @ 60",
      `${bought} broker BUY 10 X @ 60`,
    );
    expect(losses).toEqual([`-40 disallowed ${washes ? 40 : 0}`]);
  });

  it("divides a lot that is only partly a replacement", () => {
    const { lots } = replay(
      "2023-01-02 broker BUY 4 X @ 400",
      "2024-06-03 broker SELL 4 X @ 200",
      "2024-06-10 broker BUY 10 X @ 500",
    );
    expect(lots.map(inWords)).toEqual([
      "2024-06-10 broker 4 X @ 400 since 2023-01-09",
      "2024-06-10 broker 6 X @ 300",
    ]);
    expect(lots.map((lot) => lot.isReplacement)).toEqual([true, false]);
  });

  it("uses each replacement share once, for losses in order of sale", () => {
    expect(
      outcome(
        "2023-01-02 broker BUY 10 X @ 100",
        "2023-02-01 broker BUY 10 X @ 110",
        "2024-06-03 broker SELL 10 X @ 80",
        "2024-06-04 broker SELL 10 X @ 80",
        "2024-06-10 broker BUY 10 X @ 80",
      ).losses,
    ).toEqual(["-20 disallowed 20", "-30 disallowed 0"]);
  });

  it("is none when the rest of the same purchase is what is left", () => {
    expect(
      outcome("2024-06-03 broker BUY 10 X @ 100", "2024-06-10 broker SELL 4 X @ 30").losses,
    ).toEqual(["-10 disallowed 0"]);
  });

  it("is none when everything is sold at once and nothing bought back", () => {
    expect(
      outcome(
        "2024-06-03 broker BUY 10 X @ 100",
        "2024-06-10 broker BUY 10 X @ 90",
        "2024-06-20 broker SELL 20 X @ 100",
      ).losses,
    ).toEqual(["-50 disallowed 0", "-40 disallowed 0"]);
  });

  it("is never made of a gain, and a gain of the same sale does not make up for a loss", () => {
    expect(
      outcome(
        "2023-01-02 broker BUY 10 X @ 50",
        "2023-02-01 broker BUY 10 X @ 150",
        "2024-06-03 broker SELL 20 X @ 200",
        "2024-06-04 broker BUY 20 X @ 200",
      ).losses,
    ).toEqual(["50 disallowed 0", "-50 disallowed 50"]);
  });

  it("reaches across accounts of the household", () => {
    expect(
      outcome(
        "2023-01-02 broker BUY 10 X @ 100",
        "2024-06-03 broker SELL 10 X @ 60",
        "2024-06-10 spouse BUY 10 X @ 60",
      ),
    ).toEqual({
      losses: ["-40 disallowed 40"],
      lots: ["2024-06-10 spouse 10 X @ 100 since 2023-01-09"],
    });
  });

  it("loses the loss for good when an IRA buys, and leaves the IRA's cost (Rev. Rul. 2008-5)", () => {
    const { lots, realized, washSales } = replay(
      "2023-01-02 broker BUY 10 X @ 100",
      "2024-06-03 broker SELL 10 X @ 60",
      "2024-06-10 ira BUY 10 X @ 60",
    );
    expect(lots.map(inWords)).toEqual(["2024-06-10 ira 10 X @ 60"]);
    expect(realized[0]?.disallowedLoss.toString()).toBe("40");
    expect(realized[0]?.permanentLoss.toString()).toBe("40");
    expect(washSales.map((w) => w.isPermanent)).toEqual([true]);
  });

  it("does not count a child's purchase, nor look at losses inside an IRA", () => {
    expect(
      outcome(
        "2023-01-02 broker BUY 10 X @ 100",
        "2024-06-03 broker SELL 10 X @ 60",
        "2024-06-10 child BUY 10 X @ 60",
      ).losses,
    ).toEqual(["-40 disallowed 0"]);
    expect(
      outcome(
        "2023-01-02 ira BUY 10 X @ 100",
        "2024-06-03 ira SELL 10 X @ 60",
        "2024-06-10 broker BUY 10 X @ 60",
      ).losses,
    ).toEqual(["-40 disallowed 0"]);
  });

  it("rolls on when the replacement is sold at a loss and replaced too", () => {
    expect(
      outcome(
        "2024-01-02 broker BUY 10 X @ 100",
        "2024-02-01 broker SELL 10 X @ 90",
        "2024-02-05 broker BUY 10 X @ 85",
        "2024-02-20 broker SELL 10 X @ 70",
        "2024-03-01 broker BUY 10 X @ 65",
      ),
    ).toEqual({
      losses: ["-10 disallowed 10", "-25 disallowed 25"],
      lots: ["2024-03-01 broker 10 X @ 90 since 2024-01-16"],
    });
  });

  it("counts units of a loss in units of today after a split", () => {
    const { lots, realized } = replay(
      "2023-01-02 broker BUY 10 X @ 100",
      "2023-01-03 broker BUY 1 X @ 10",
      "2024-06-03 broker SELL 10 X @ 60",
      "2024-06-05 broker SPLIT 1 X",
      "2024-06-10 broker BUY 10 X @ 30",
    );
    expect(realized[0]?.disallowedLoss.toString()).toBe("20");
    expect(realized[0]?.replacedUnits.toString()).toBe("5");
    expect(lots.map(inWords)).toEqual([
      "2023-01-03 broker 2 X @ 10",
      "2024-06-10 broker 10 X @ 50 since 2023-01-09",
    ]);
  });

  it("does not exist for property that is no security", () => {
    const { realized } = replayHousehold(
      HOUSEHOLD,
      history(
        "2023-01-02 broker BUY 10 BTC @ 100",
        "2024-06-03 broker SELL 10 BTC @ 60",
        "2024-06-10 broker BUY 10 BTC @ 60",
      ),
      { washSaleExempt: new Set(["BTC"]) },
    );
    expect(realized[0]?.disallowedLoss.toString()).toBe("0");
  });
});

describe("washSaleRisk", () => {
  const accounts = new Map(HOUSEHOLD.map((account) => [account.id, account]));
  const riskOf = (asOf: string, ...lines: readonly string[]) => {
    const { lots } = replay(...lines);
    const risk = washSaleRisk(lots[0]!, { openLots: lots, accounts, asOf: date(asOf) });
    return {
      ...risk,
      replacementUnits: risk.replacementUnits.toString(),
      acquisitions: risk.acquisitions.map(
        (a) => `${a.tradeDate} ${a.accountId} ${a.units.toString()}${a.isIra ? " IRA" : ""}`,
      ),
    };
  };

  it("finds recent purchases in all accounts and says until when buying back is at risk", () => {
    expect(
      riskOf(
        "2024-06-20",
        "2023-01-02 broker BUY 10 X @ 100",
        "2024-05-20 broker BUY 1 X @ 9",
        "2024-05-21 spouse BUY 2 X @ 18",
        "2024-06-10 ira BUY 3 X @ 27",
      ),
    ).toEqual({
      conflict: true,
      replacementUnits: "5",
      permanent: true,
      atRiskUntil: "2024-07-20",
      acquisitions: ["2024-05-21 spouse 2", "2024-06-10 ira 3 IRA"],
    });
  });

  it("is limited to the lot's units, earliest purchase first", () => {
    expect(
      riskOf(
        "2024-06-20",
        "2023-01-02 broker BUY 2 X @ 100",
        "2024-06-01 spouse BUY 2 X @ 18",
        "2024-06-10 ira BUY 3 X @ 27",
      ),
    ).toMatchObject({
      replacementUnits: "2",
      permanent: false,
      acquisitions: ["2024-06-01 spouse 2"],
    });
  });

  it.each([
    { why: "its own purchase", lines: ["2024-06-10 broker BUY 10 X @ 100"] },
    {
      why: "a child's purchase",
      lines: ["2023-01-02 broker BUY 10 X @ 100", "2024-06-10 child BUY 10 X @ 90"],
    },
    {
      why: "a lot in an IRA",
      lines: ["2023-01-02 ira BUY 10 X @ 100", "2024-06-10 broker BUY 10 X @ 90"],
    },
    {
      why: "another security",
      lines: ["2023-01-02 broker BUY 10 X @ 100", "2024-06-10 broker BUY 10 Y @ 90"],
    },
  ])("sees no conflict in $why", ({ lines }) => {
    expect(riskOf("2024-06-20", ...lines)).toMatchObject({
      conflict: false,
      replacementUnits: "0",
      permanent: false,
      acquisitions: [],
    });
  });

  it("agrees with the replay when the sale is made", () => {
    const lines = [
      "2023-01-02 broker BUY 10 X @ 100",
      "2024-06-01 spouse BUY 4 X @ 30",
      "2024-06-05 ira BUY 3 X @ 24",
    ];
    const { lots } = replay(...lines);
    const risk = washSaleRisk(lots[0]!, { openLots: lots, accounts, asOf: date("2024-06-20") });
    const { realized } = replay(...lines, "2024-06-20 broker SELL 10 X @ 80");
    expect(realized[0]?.replacedUnits.eq(risk.replacementUnits)).toBe(true);
    expect(realized[0]?.permanentLoss.gt(0)).toBe(risk.permanent);
  });
});
