import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { date } from "@wealthgraph/kernel/calendarDate";
import {
  alpha,
  beta,
  correlation,
  correlationMatrix,
  informationRatio,
  paired,
  trackingError,
} from "./benchmark.js";
import { maximumDrawdown } from "./drawdown.js";
import {
  downsideDeviation,
  perPeriod,
  type RiskBasis,
  sharpeRatio,
  sortinoRatio,
  volatility,
} from "./riskMeasures.js";
import { dates } from "./seriesNotation.fixture.js";
import { quantile } from "./statistics.js";
import { cornishFisherTail, historicalTail, parametricTail } from "./valueAtRisk.js";

const basis = (returns: number[], more: Partial<RiskBasis> = {}): RiskBasis => ({
  returns,
  periodsPerYear: 252,
  riskFree: returns.map(() => 0),
  minimumReturn: 0,
  ...more,
});

describe("volatility and ratios", () => {
  // mean 0.01; deviations 0.01, -0.01, 0.02, -0.02; squares sum to 0.001; variance 0.001/3
  const returns = [0.02, 0, 0.03, -0.01];
  const deviation = Math.sqrt(0.001 / 3);

  it("are the sample's, annualized with 252 sessions", () => {
    expect(volatility(basis(returns)).value).toBeCloseTo(deviation * Math.sqrt(252), 12);
    expect(sharpeRatio(basis(returns)).value).toBeCloseTo((0.01 / deviation) * Math.sqrt(252), 12);
    // one of four is below 0, by 0.01: sqrt(0.0001/4) = 0.005
    expect(downsideDeviation(basis(returns)).value).toBeCloseTo(0.005 * Math.sqrt(252), 12);
    expect(sortinoRatio(basis(returns)).value).toBeCloseTo(
      (0.01 * 252) / (0.005 * Math.sqrt(252)),
      12,
    );
  });

  it("take the deviation of the excess returns where the risk-free rate varies", () => {
    // excess 0.01, 0.01, 0.02, 0: mean 0.01, squares 0, 0, 0.0001, 0.0001
    const riskFree = [0.01, -0.01, 0.01, -0.01];
    expect(sharpeRatio(basis(returns, { riskFree })).value).toBeCloseTo(
      (0.01 / Math.sqrt(0.0002 / 3)) * Math.sqrt(252),
      12,
    );
  });

  it("count shortfalls under a minimum return", () => {
    // under 0.02: 0.02 and 0.03 short; squares 0.0004 + 0.0009
    expect(downsideDeviation(basis(returns, { minimumReturn: 0.02 })).value).toBeCloseTo(
      Math.sqrt(0.0013 / 4) * Math.sqrt(252),
      12,
    );
  });

  it("are unknown with the reason", () => {
    expect(volatility(basis([0.1])).reason).toBe("TOO_FEW_OBSERVATIONS");
    expect(sharpeRatio(basis([])).reason).toBe("TOO_FEW_OBSERVATIONS");
    expect(sharpeRatio(basis([0.1, 0.1, 0.1])).reason).toBe("NO_VARIATION");
    expect(sortinoRatio(basis([0.1, 0.2])).reason).toBe("NO_DOWNSIDE");
    expect(sortinoRatio(basis([0.1])).reason).toBe("TOO_FEW_OBSERVATIONS");
  });

  it("compound a yearly rate to its sessions", () => {
    expect((1 + perPeriod(0.05, 252)) ** 252).toBeCloseTo(1.05, 12);
  });
});

describe("quantile", () => {
  it("interpolates by type 7: the specification's ten returns have -4.1 % at 5 %", () => {
    // h = 9 x 0.05 = 0.45 between -0.05 and -0.03; -0.05 + 0.45 x 0.02 = -0.041
    const returns = [-0.05, -0.03, -0.02, -0.01, 0, 0.01, 0.02, 0.03, 0.04, 0.05];
    expect(quantile(returns.toReversed(), 0.05)).toBeCloseTo(-0.041, 12);
    expect([quantile(returns, 0), quantile(returns, 1)]).toEqual([-0.05, 0.05]);
    expect(quantile([3], 0.3)).toBe(3);
  });
});

describe("tail risk", () => {
  // -50 … 50 in thousandths: 101 returns
  const line = Array.from({ length: 101 }, (_, i) => (i - 50) / 1_000);

  it("of history is the quantile, and the mean of what lies at or under it", () => {
    // h = 100 x 0.05 = 5: -45; the mean of -50 … -45 is -47.5
    const tail = historicalTail(line, 0.95);
    expect(tail.valueAtRisk.value).toBeCloseTo(-0.045, 12);
    expect(tail.expectedShortfall.value).toBeCloseTo(-0.0475, 12);
    // h = 1: -49; mean of -50 and -49
    expect(historicalTail(line, 0.99).valueAtRisk.value).toBeCloseTo(-0.049, 12);
    expect(historicalTail(line, 0.99).expectedShortfall.value).toBeCloseTo(-0.0495, 12);
  });

  it("of a normal distribution uses the population deviation", () => {
    // variance of 101 equal steps: (101^2 - 1)/12 = 850
    const sigma = Math.sqrt(850) / 1_000;
    const tail = parametricTail(line, 0.95);
    expect(tail.valueAtRisk.value).toBeCloseTo(-1.6448536269514722 * sigma, 12);
    // the textbook factor of ES at 95 % is 2.0627, at 99 % 2.6652
    expect(tail.expectedShortfall.value).toBeCloseTo(-2.0627 * sigma, 5);
    expect(parametricTail(line, 0.99).expectedShortfall.value).toBeCloseTo(-2.6652 * sigma, 5);
  });

  it("refuses Cornish and Fisher where their quantiles would turn back", () => {
    // an excess kurtosis of -1.2 gives a parabola that opens downwards: it is negative far out
    expect(cornishFisherTail(line, 0.99).valueAtRisk.reason).toBe("EXPANSION_INVALID");
  });

  it("by Cornish and Fisher is the mean of its own quantiles", () => {
    // mildly skewed: squares of a line
    const returns = Array.from({ length: 400 }, (_, i) => {
      const u = (i + 0.5) / 400;
      return 0.01 * Math.log(u / (1 - u)) - 0.001 * Math.log(u) ** 2;
    });
    const center = returns.reduce((a, b) => a + b, 0) / 400;
    const moment = (p: number) => returns.reduce((a, r) => a + (r - center) ** p, 0) / 400;
    const sigma = Math.sqrt(moment(2));
    const [s, k] = [moment(3) / sigma ** 3, moment(4) / sigma ** 4 - 3];
    const corrected = (z: number) =>
      z + ((z * z - 1) * s) / 6 + ((z ** 3 - 3 * z) * k) / 24 - ((2 * z ** 3 - 5 * z) * s * s) / 36;
    const z = -1.6448536269514722;
    // the mean of the corrected quantile over the normal tail, by the trapezoid rule
    let total = 0;
    const step = 1e-4;
    for (let x = -12; x < z; x += step) {
      total += (corrected(x) * Math.exp((-x * x) / 2) * step) / Math.sqrt(2 * Math.PI);
    }
    const tail = cornishFisherTail(returns, 0.95);
    expect(tail.valueAtRisk.value).toBeCloseTo(center + sigma * corrected(z), 10);
    expect(tail.expectedShortfall.value).toBeCloseTo(center + (sigma * total) / 0.05, 4);
  });

  it("needs 20 observations at 95 % and 100 at 99 %", () => {
    for (const tailOf of [historicalTail, parametricTail, cornishFisherTail]) {
      expect(tailOf(line.slice(0, 19), 0.95).valueAtRisk.reason).toBe("TOO_FEW_OBSERVATIONS");
      expect(tailOf(line.slice(0, 99), 0.99).expectedShortfall.reason).toBe("TOO_FEW_OBSERVATIONS");
    }
    expect(historicalTail(line.slice(0, 20), 0.95).valueAtRisk.value).not.toBeNull();
    expect(historicalTail(line.slice(0, 100), 0.99).valueAtRisk.value).not.toBeNull();
  });

  it("has a shortfall no better than the value at risk", () => {
    const returns = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), {
      minLength: 20,
      maxLength: 200,
    });
    fc.assert(
      fc.property(returns, (list) => {
        for (const tailOf of [historicalTail, parametricTail, cornishFisherTail]) {
          const { valueAtRisk, expectedShortfall } = tailOf(list, 0.95);
          if (valueAtRisk.value === null || expectedShortfall.value === null) continue;
          expect(expectedShortfall.value).toBeLessThanOrEqual(valueAtRisk.value + 1e-12);
        }
      }),
    );
  });
});

describe("maximumDrawdown", () => {
  const of = (...levels: number[]) => {
    const on = dates("2024-01-02", levels.length);
    const returns = levels.map((level, i) => ({
      date: on[i]!,
      value: level / (levels[i - 1] ?? 100) - 1,
    }));
    return maximumDrawdown(date("2024-01-01"), returns);
  };

  it("gives depth, peak, trough and recovery", () => {
    // 100 120 90 110 120 108: from 120 to 90 is -25 %, back at 120 three days later
    expect(of(100, 120, 90, 110, 121, 108)).toEqual({
      depth: expect.closeTo(-0.25, 12),
      peak: "2024-01-03",
      trough: "2024-01-04",
      recovery: "2024-01-06",
    });
  });

  it("includes the starting value", () => {
    expect(of(80, 90)).toEqual({
      depth: expect.closeTo(-0.2, 12),
      peak: "2024-01-01",
      trough: "2024-01-02",
      recovery: null,
    });
  });

  it("is 0 without a fall, and nothing without a return", () => {
    expect(of(110, 120)).toMatchObject({ depth: 0, recovery: null });
    expect(of()).toBeNull();
  });
});

describe("against a benchmark", () => {
  const on = dates("2024-01-01", 5);
  const levels = (list: number[]) => ({ dates: on.slice(0, list.length), levels: list });
  const grown = (returns: number[]) =>
    returns.reduce((all, r) => [...all, (all.at(-1) ?? 1) * (1 + r)], [1]);
  // benchmark mean 0.01, squares sum 0.001; portfolio is twice it plus 0.001
  const b = [0.02, 0, 0.03, -0.01];
  const pair = paired(levels(grown(b.map((r) => 2 * r + 0.001))), levels(grown(b)));

  it("has the slope, intercept and correlation of a line", () => {
    expect(beta(pair).value).toBeCloseTo(2, 9);
    expect(correlation(pair).value).toBeCloseTo(1, 9);
    // mean(r - rf) - 2 mean(b - rf) = (0.021 - rf) - 2(0.01 - rf) = 0.001 + rf
    expect(alpha(pair, 0).value).toBeCloseTo(0.001, 12);
    expect(alpha(pair, 0.002).value).toBeCloseTo(0.003, 12);
  });

  it("has tracking error and information ratio of the active returns", () => {
    // active = b + 0.001: deviation sqrt(0.001/3), mean 0.011
    const error = Math.sqrt(0.001 / 3) * Math.sqrt(252);
    expect(trackingError(pair, 252).value).toBeCloseTo(error, 9);
    expect(informationRatio(pair, 252).value).toBeCloseTo((0.011 * 252) / error, 9);
  });

  it("compares from one shared day to the next", () => {
    const sparse = { dates: [on[0]!, on[2]!, on[3]!], levels: [100, 121, 110] };
    const full = levels([1, 2, 3, 6]);
    const shared = paired(full, sparse);
    expect(shared.dates).toEqual([on[2], on[3]]);
    expect(shared.returns).toEqual([2, 1]);
    expect(shared.benchmark[0]).toBeCloseTo(0.21, 12);
  });

  it("is unknown with the reason", () => {
    const flat = paired(levels([1, 2, 3]), levels([1, 1, 1]));
    expect(beta(flat).reason).toBe("NO_VARIATION");
    expect(correlation(flat).reason).toBe("NO_VARIATION");
    expect(alpha(flat, 0).reason).toBe("NO_VARIATION");
    const same = paired(levels([1, 2, 3]), levels([1, 2, 3]));
    expect(trackingError(same, 252).value).toBe(0);
    expect(informationRatio(same, 252).reason).toBe("NO_VARIATION");
    expect(beta(paired(levels([1, 2]), levels([1, 2]))).reason).toBe("TOO_FEW_OBSERVATIONS");
  });

  it("has a symmetric matrix of correlations", () => {
    const [x, y] = [levels([1, 2, 3, 1]), levels([1, 3, 2, 4])];
    const matrix = correlationMatrix([x, y]).map((row) => row.map(({ value }) => value));
    expect(matrix[0]?.[0]).toBeCloseTo(1, 12);
    expect(matrix[0]?.[1]).toBe(matrix[1]?.[0]);
  });
});
