import { describe, expect, it } from "@jest/globals";
import { type Draft, draftOf, entryOf, isEditable, newDraft, takes } from "./draft.ts";

const usd = (amount: string) => ({ amount, currency: "USD" });
const booked = {
  id: "t1",
  kind: "BUY" as const,
  tradeDate: "2026-03-03",
  settlementDate: "2026-03-04",
  symbol: "VTI",
  units: "3",
  description: "Bought",
  price: usd("333.3333"),
  amount: usd("-1000.01"),
  fees: usd("0.00"),
  instrument: { id: "i", name: "Total" },
  entry: [{ id: "t1" }],
  import: null,
};
const draft = (change: Partial<Draft>): Draft => ({ ...newDraft("2026-03-05"), ...change });
const entry = (of: Draft) => entryOf("a", of);

describe("draftOf", () => {
  it("writes magnitudes: the kind knows the direction; interest keeps its sign", () => {
    expect(draftOf(booked)).toMatchObject({ amount: "1000.01", units: "3", fees: "" });
    expect(draftOf({ ...booked, kind: "INTEREST", amount: usd("-4") }).amount).toBe("-4");
  });

  it("gives every draft a name of its own", () => {
    expect(draftOf(booked).key).not.toBe(draftOf(booked).key);
  });
});

describe("isEditable", () => {
  it("is true for one leg of a known kind, and false for both ends of a transfer", () => {
    expect(isEditable(booked)).toBe(true);
    expect(isEditable({ ...booked, entry: [{ id: "t1" }, { id: "t2" }] })).toBe(false);
    expect(isEditable({ ...booked, kind: "FX_CONVERSION" })).toBe(false);
  });
});

describe("entryOf", () => {
  it("keeps the broker's rounding and settlement date while what makes them stays", () => {
    const renamed = { ...draftOf(booked), description: "Bought, renamed" };
    expect(entryOf("a", renamed, booked)).toMatchObject({
      entry: { amount: "1000.01", settlementDate: "2026-03-04", description: "Bought, renamed" },
    });
    const moreUnits = { ...draftOf(booked), units: "4", tradeDate: "2026-03-02" };
    expect(entryOf("a", moreUnits, booked)).toMatchObject({
      entry: { amount: null, settlementDate: null, units: "4" },
    });
  });

  it("sends what the kind takes and nothing else", () => {
    const deposit = entry(
      draft({ kind: "DEPOSIT", amount: "1,000.00", symbol: "VTI", units: "x" }),
    );
    expect(deposit).toMatchObject({
      entry: { kind: "DEPOSIT", amount: "1000.00", symbol: null, units: null, price: null },
    });
    expect([takes("DEPOSIT", "units"), takes("SPLIT", "units")]).toEqual([false, true]);
  });

  it.each([
    [{ kind: "BUY", symbol: "", units: "1", price: "1" }, { symbol: "needed" }],
    [{ kind: "BUY", symbol: "vti", units: "", price: "1" }, { units: "needed" }],
    [
      { kind: "BUY", symbol: "vti", units: "1", price: "1,5" },
      { price: "a number such as 1234.50" },
    ],
    [{ kind: "SELL", symbol: "vti", units: "-1", price: "1" }, { units: "without a sign" }],
    [{ kind: "DEPOSIT", amount: "0" }, { amount: "not 0" }],
    [{ kind: "DEPOSIT", amount: "1", tradeDate: "" }, { tradeDate: "needed" }],
  ] as const)("says of %j what is wrong: %j", (change, faults) => {
    expect(entry(draft(change))).toEqual({ faults });
  });

  it("takes interest paid and a reverse split below 0, and a transfer of unknown cost", () => {
    expect(entry(draft({ kind: "INTEREST", amount: "-4" }))).toHaveProperty("entry.amount", "-4");
    const split = draft({ kind: "SPLIT", symbol: "vti", units: "-8" });
    expect(entry(split)).toMatchObject({ entry: { units: "-8", symbol: "VTI" } });
    const transfer = draft({ kind: "TRANSFER_IN", symbol: "vti", units: "8" });
    expect(entry(transfer)).toHaveProperty("entry.price", null);
  });
});
