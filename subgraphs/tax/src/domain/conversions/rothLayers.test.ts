import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { toCent } from "./cents.js";
import { freeOf, openingLayers, type RothLayers, withConversion, withdrawn } from "./rothLayers.js";

/** 10,000 of contributions since 2015; converted 8,000 in 2024 (2,000 of it basis) and 5,000 in 2027. */
const layers: RothLayers = {
  contributions: 10_000,
  conversions: [
    { year: 2024, taxed: 6_000, untaxed: 2_000 },
    { year: 2027, taxed: 5_000, untaxed: 0 },
  ],
  since: 2015,
};
const BALANCE = 30_000; // 7,000 of earnings

describe("Roth ordering before 59 1/2", () => {
  it.each([
    { year: 2028, free: 10_000 }, // the conversion of 2024 is free from 1 January 2029
    { year: 2029, free: 18_000 },
    { year: 2031, free: 18_000 },
    { year: 2032, free: 23_000 }, // earnings never are
  ])("$free may leave free of tax in $year", ({ year, free }) => {
    expect(freeOf(BALANCE, layers, { year, isEarly: true })).toBe(free);
  });

  it.each([
    { usd: 10_000, penalized: 0, income: 0 },
    { usd: 14_000, penalized: 4_000, income: 0 }, // the taxed part first
    { usd: 18_000, penalized: 6_000, income: 0 }, // basis bears no 10 %
    { usd: 30_000, penalized: 6_000 + 5_000 + 7_000, income: 7_000 },
  ])("$usd out in 2028: 10 % on $penalized, income of $income", ({ usd, penalized, income }) => {
    const out = withdrawn(layers, usd, { year: 2028, isEarly: true });
    expect([out.penalized, out.income]).toEqual([penalized, income]);
  });

  it("keeps what was not taken, oldest conversion first", () => {
    const { layers: rest } = withdrawn(layers, 17_000, { year: 2028, isEarly: true });
    expect(rest).toEqual({
      contributions: 0,
      conversions: [
        { year: 2024, taxed: 0, untaxed: 1_000 },
        { year: 2027, taxed: 5_000, untaxed: 0 },
      ],
      since: 2015,
    });
  });
});

describe("Roth accounts from 59 1/2 on", () => {
  it("are free five years after the first contribution", () => {
    expect(freeOf(BALANCE, layers, { year: 2028, isEarly: false })).toBe(BALANCE);
    const out = withdrawn(layers, BALANCE, { year: 2028, isEarly: false });
    expect([out.penalized, out.income]).toEqual([0, 0]);
  });

  it("have taxed earnings before that, and no 10 %", () => {
    const young = { ...layers, since: 2024 };
    expect(freeOf(BALANCE, young, { year: 2028, isEarly: false })).toBe(23_000);
    const out = withdrawn(young, BALANCE, { year: 2028, isEarly: false });
    expect([out.penalized, out.income]).toEqual([0, 7_000]);
    expect(withdrawn(young, BALANCE, { year: 2029, isEarly: false }).income).toBe(0);
  });

  it("start their clock with the first conversion where there was nothing", () => {
    const none = openingLayers(0, { contributions: null, since: null });
    expect(withConversion(none, 2026, { taxed: 100, untaxed: 0 }).since).toBe(2026);
    expect(openingLayers(5, { contributions: null, since: null })).toMatchObject({
      contributions: 5,
      since: 0,
    });
  });
});

describe("laws of Roth ordering", () => {
  const cents = fc.integer({ min: 0, max: 5_000_000 }).map((c) => c / 100);
  it("what is free costs nothing, what is taken and left sums to the balance", () => {
    fc.assert(
      fc.property(
        fc.record({
          contributions: cents,
          first: cents,
          basis: cents,
          second: cents,
          earned: cents,
        }),
        fc.integer({ min: 2026, max: 2036 }),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, year, isEarly, share) => {
          const of: RothLayers = {
            contributions: x.contributions,
            conversions: [
              { year: 2024, taxed: x.first, untaxed: x.basis },
              { year: 2026, taxed: x.second, untaxed: 0 },
            ],
            since: 2024,
          };
          const basis = toCent(x.contributions + x.first + x.basis + x.second);
          const balance = toCent(basis + x.earned);
          const at = { year, isEarly };
          const free = withdrawn(of, freeOf(balance, of, at), at);
          expect([free.penalized, free.income]).toEqual([0, 0]);
          const usd = toCent(balance * share);
          const { layers: rest } = withdrawn(of, usd, at);
          const left = rest.conversions.reduce(
            (sum, c) => sum + c.taxed + c.untaxed,
            rest.contributions,
          );
          expect(left).toBeCloseTo(Math.max(0, basis - usd), 1);
        },
      ),
    );
  });
});
