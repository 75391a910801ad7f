import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { facts } from "./taxFacts.fixture.js";
import { carryForward, netCapitalResults } from "./capitalNetting.js";

const LIMIT = new Decimal(3000);
const AMPLE = new Decimal(50000);

function net(short: number, long: number, carryovers: [number, number] = [0, 0]) {
  return netCapitalResults(
    facts("SINGLE", {
      shortTermGain: short,
      longTermGain: long,
      shortTermLossCarryover: carryovers[0],
      longTermLossCarryover: carryovers[1],
    }),
    LIMIT,
  );
}

describe("netCapitalResults", () => {
  it.each([
    { short: 5000, long: 8000, onReturn: 13000, preferential: 8000 },
    { short: -5000, long: 8000, onReturn: 3000, preferential: 3000 },
    { short: 8000, long: -5000, onReturn: 3000, preferential: 0 },
    { short: -2000, long: -500, onReturn: -2500, preferential: 0 },
    { short: -9000, long: 1000, onReturn: -3000, preferential: 0 },
    { short: 0, long: 0, onReturn: 0, preferential: 0 },
  ])("nets short $short and long $long to $onReturn with $preferential preferential", (row) => {
    const netting = net(row.short, row.long);
    expect(netting.onReturn.toNumber()).toBe(row.onReturn);
    expect(netting.netCapitalGain.toNumber()).toBe(row.preferential);
  });

  it("takes a carryover off the gains of its own character first", () => {
    const netting = net(4000, 6000, [1000, 10000]);
    expect(netting.shortTerm.toNumber()).toBe(3000);
    expect(netting.longTerm.toNumber()).toBe(-4000);
    expect(netting.onReturn.toNumber()).toBe(-1000);
  });
});

const carried = (short: number, long: number, income = AMPLE) => {
  const next = carryForward(net(short, long), income);
  return [next.shortTerm.toNumber(), next.longTerm.toNumber()];
};

describe("carryForward", () => {
  it("carries 4,000 of a loss of 7,000 and nothing of 2,000 (Publication 550, Bob and Gloria)", () => {
    expect(carried(-7000, 0)).toEqual([4000, 0]);
    expect(carried(-2000, 0)).toEqual([0, 0]);
  });

  it("uses short-term losses first and keeps the character of the rest", () => {
    expect(carried(-2000, -6000)).toEqual([0, 5000]);
    expect(carried(-5000, -6000)).toEqual([2000, 6000]);
    expect(carried(-9000, 1000)).toEqual([5000, 0]);
    expect(carried(1000, -9000)).toEqual([0, 5000]);
  });

  it("does not use up a loss that income below the deductions had no need of", () => {
    // before the floor -10,000: the 3,000 bought nothing; at -1,000 two thousand of it did
    expect(carried(-7000, 0, new Decimal(-10000))).toEqual([7000, 0]);
    expect(carried(-7000, 0, new Decimal(-1000))).toEqual([5000, 0]);
  });

  it("conserves every dollar: what the return takes plus what is carried is the whole result", () => {
    const usd = fc.integer({ min: -60_000, max: 60_000 });
    fc.assert(
      fc.property(usd, usd, (short, long) => {
        const netting = net(short, long);
        const next = carryForward(netting, AMPLE);
        expect(netting.onReturn.minus(next.shortTerm).minus(next.longTerm).toNumber()).toBe(
          short + long,
        );
        expect(next.shortTerm.lte(Math.max(0, -short))).toBe(true);
        expect(next.longTerm.lte(Math.max(0, -long))).toBe(true);
      }),
    );
  });
});
