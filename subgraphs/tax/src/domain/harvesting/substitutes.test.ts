import { describe, expect, it } from "@jest/globals";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { correlationOf, type PriceHistory } from "./dailyReturns.js";
import { IDENTICAL_SECURITIES, identicalTo, isListedIdentical } from "./identicalSecurities.js";
import { substitutesOf } from "./substitutes.js";
import { SUBSTITUTE_UNIVERSE } from "./substituteUniverse.js";

/** A history from daily returns, one a calendar day. */
function history(
  symbol: string,
  returns: readonly number[],
  assetClass = "US_EQUITY",
): PriceHistory {
  const closes = [100];
  for (const r of returns) closes.push((closes.at(-1) ?? 100) * (1 + r));
  return {
    symbol,
    name: symbol,
    instrumentId: symbol,
    assetClass,
    isSimulated: false,
    dates: closes.map((_, i) => addDays(date("2026-01-01"), i)),
    closes,
  };
}

const wave = (n: number, phase: number) =>
  Array.from({ length: n }, (_, i) => 0.01 * Math.sin(i * 1.3 + phase));

describe("correlation of daily returns", () => {
  it("is 1 for a twice levered twin, -1 for its mirror, and names its days", () => {
    const base = wave(100, 0);
    const twice = correlationOf(
      history("A", base),
      history(
        "B",
        base.map((r) => 2 * r),
      ),
    );
    expect(twice).toMatchObject({ observations: 100, from: "2026-01-02", to: "2026-04-11" });
    expect("value" in twice && twice.value).toBeCloseTo(1, 10);
    const mirror = correlationOf(
      history("A", base),
      history(
        "B",
        base.map((r) => -r),
      ),
    );
    expect("value" in mirror && mirror.value).toBeCloseTo(-1, 10);
  });

  it("is that of the textbook: returns (1, 2, 3) and (1, 3, 2) correlate by 0.5", () => {
    const repeat = (values: readonly number[]) => Array.from({ length: 20 }, () => values).flat();
    const of = correlationOf(
      history("A", repeat([0.01, 0.02, 0.03])),
      history("B", repeat([0.01, 0.03, 0.02])),
    );
    expect("value" in of && of.value).toBeCloseTo(0.5, 10);
  });

  it("claims nothing below 60 common days, and says how many there are", () => {
    expect(correlationOf(history("A", wave(59, 0)), history("B", wave(59, 1)))).toEqual({
      missing: "TOO_FEW_OBSERVATIONS",
      observations: 59,
    });
    expect("value" in correlationOf(history("A", wave(60, 0)), history("B", wave(60, 1)))).toBe(
      true,
    );
  });

  it("looks at days that both have only, from one common day to the next", () => {
    const all = history("A", wave(100, 0));
    const keep = all.dates.map((_, i) => i).filter((i) => i % 10 !== 3);
    const some = {
      ...all,
      dates: keep.flatMap((i) => all.dates[i] ?? []),
      closes: keep.flatMap((i) => all.closes[i] ?? []),
    };
    const of = correlationOf(all, some);
    expect(of.observations).toBe(keep.length - 1);
    expect("value" in of && of.value).toBeCloseTo(1, 10);
  });

  it("has none without variation", () => {
    const flat = history(
      "A",
      Array.from({ length: 90 }, () => 0),
    );
    expect(correlationOf(flat, history("B", wave(90, 0)))).toMatchObject({
      missing: "NO_VARIATION",
    });
  });
});

describe("substitutes", () => {
  const sold = history("VTI", wave(100, 0));
  const close = history("ITOT", wave(100, 0.1));
  const far = history("SCHV", wave(100, 1));
  const fresh = history("VONE", wave(10, 0));
  const search = { sold, notToBuy: new Set<string>(), vetoed: new Set<string>() };
  const symbols = (change: object, universe: readonly PriceHistory[]) =>
    substitutesOf({ ...search, ...change, universe }).map((s) => s.history.symbol);

  it("come closest first, those without a claim last", () => {
    expect(symbols({}, [fresh, far, close])).toEqual(["ITOT", "SCHV", "VONE"]);
  });

  it("are of the same asset class, and never the security or a share class of it", () => {
    const bond = history("BND", wave(100, 0), "BOND");
    expect(symbols({}, [bond, sold, history("VTSAX", wave(100, 0)), close])).toEqual(["ITOT"]);
  });

  it("are not what the same plan sells, nor what our list puts with that", () => {
    const notToBuy = new Set(["ITOT", "IVV"]);
    expect(symbols({ notToBuy }, [close, history("VOO", wave(100, 0)), far])).toEqual(["SCHV"]);
  });

  it("leave out what the household has vetoed", () => {
    expect(symbols({ vetoed: new Set(["ITOT"]) }, [close, far])).toEqual(["SCHV"]);
  });
});

describe("our list of substantially identical securities", () => {
  it("has a reason for each row, and no symbol twice", () => {
    const all = IDENTICAL_SECURITIES.flatMap((group) => group.symbols);
    expect(new Set(all).size).toBe(all.length);
    expect(IDENTICAL_SECURITIES.every((g) => g.what !== "" && g.reason.endsWith("."))).toBe(true);
  });

  it.each([
    ["GOOG", "GOOGL", true],
    ["BRK.A", "BRK/B", true],
    ["SPY", "VOO", true],
    ["VTI", "vtsax", true],
    ["VTI", "ITOT", false],
    ["VTI", "SCHB", false],
    ["VOO", "VTI", false],
    ["AGG", "BND", false],
    ["AAPL", "AAPL", true],
    ["AAPL", "MSFT", false],
  ])("puts %s and %s together: %s", (a, b, together) => {
    expect(isListedIdentical(a, b)).toBe(together);
    expect(isListedIdentical(b, a)).toBe(together);
  });

  it("knows nothing of a symbol it does not have", () => {
    expect(identicalTo("AAPL")).toBeNull();
    expect(identicalTo("GLD")?.what).toBe("Gold bullion");
  });

  it("leaves at least one substitute of the universe for each fund that it groups", () => {
    expect(new Set(SUBSTITUTE_UNIVERSE).size).toBe(SUBSTITUTE_UNIVERSE.length);
    for (const symbol of SUBSTITUTE_UNIVERSE) {
      const others = SUBSTITUTE_UNIVERSE.filter((other) => !isListedIdentical(symbol, other));
      expect(others.length).toBeGreaterThan(50);
    }
  });
});
