import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { column, describeWith, printed } from "../../publishedSeries.fixture.js";
import { annualHistory } from "../annualHistory.js";
import { ASSET_CLASSES, type AssetClass } from "../assetClass.js";
import type { CapitalMarketModel, FrozenCapitalMarket, MarketHistory } from "../capitalMarket.js";
import { ASSUMPTIONS_2026 } from "../capitalMarketAssumptions.js";
import { skewedQuantile } from "../estimation/innovations.js";
import { entry } from "../estimation/matrix.js";
import { studentBelow, studentQuantile } from "../estimation/specialFunctions.js";
import { startNumbers } from "../estimation/switchingStarts.js";
import { columnsFor, type ImportedHistory, readMonthlyHistory } from "../importedHistory.js";
import type { FittedModel } from "../marketFit.js";
import { sequencesIn } from "../marketFit.js";
import { US_ANNUAL_RETURNS } from "../usAnnualReturns.js";
import { skewTable } from "./fitInnovationMarket.js";
import { fitMarket } from "./fitMarket.js";
import { monthly } from "./fitRegimeMarket.js";
import { fittedInflation } from "./inflationProcess.js";
import { monthlyMoments } from "./monthlyMoments.js";

const CHOICE: FrozenCapitalMarket = {
  model: "LOGNORMAL",
  regimes: null,
  degreesOfFreedom: null,
  skew: null,
  meanBlockMonths: null,
  history: null,
};

const THREE: readonly AssetClass[] = ["US_EQUITY", "BOND", "CASH"];

const fit = (
  model: FittedModel,
  change: Partial<FrozenCapitalMarket> = {},
  assetClasses: readonly AssetClass[] = THREE,
  horizonMonths = 360,
) =>
  fitMarket({
    model,
    chosen: { ...CHOICE, model, ...change },
    assumptions: ASSUMPTIONS_2026,
    assetClasses,
    horizonMonths,
  });

const refusalOf = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

/** Monthly returns of three assets and inflation, calm and storm. */
function monthlyHistory(count: number): MarketHistory {
  const random = startNumbers(3);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let isStorm = false;
  let inflation = 0.002;
  const rows = Array.from({ length: count }, () => {
    isStorm = isStorm ? random() < 0.9 : random() < 0.03;
    inflation = 0.002 + 0.5 * (inflation - 0.002) + 0.002 * normal();
    const equity = normal();
    return [
      (isStorm ? -0.01 : 0.01) + (isStorm ? 0.08 : 0.03) * equity,
      0.004 + (isStorm ? 0.02 : 0.01) * (0.3 * equity + normal()),
      0.002 + 0.001 * normal(),
      inflation,
    ];
  });
  return { source: "made up", firstPeriod: "1950-01", monthsPerRow: 1, rows };
}

const MONTHLY = monthlyHistory(800);
const { history: YEARLY } = annualHistory(THREE, ASSUMPTIONS_2026);

describe("the built-in yearly history", () => {
  it("has 98 years of US equity, bonds and cash, 97 with gold", () => {
    expect(YEARLY.rows).toHaveLength(98);
    expect(YEARLY.rows[3]?.[0]).toBeCloseTo(-0.4384, 12);
    expect(annualHistory(["COMMODITY"], ASSUMPTIONS_2026).history.rows).toHaveLength(97);
  });

  it("lets US equity stand in for a class without a history, at the assumed mean and deviation, and says so", () => {
    const { history, remarks } = annualHistory(["EMERGING_EQUITY"], ASSUMPTIONS_2026);
    const x = history.rows.map((row) => row[0] ?? 0);
    const mean = x.reduce((a, b) => a + b, 0) / x.length;
    const deviation = Math.sqrt(x.reduce((s, v) => s + (v - mean) ** 2, 0) / (x.length - 1));
    expect(mean).toBeCloseTo(0.12, 10);
    expect(deviation).toBeCloseTo(0.28, 10);
    expect(remarks[0]).toMatch(/EMERGING_EQUITY has no history/);
  });
});

describeWith(describe, ["history/us_annual_returns_1928.csv", "the carried table"], (rows) => {
  it("is the published one, figure by figure", () => {
    const published = [0, 1, 5, 4, 3, 7, 6].map((index) => column(rows, index));
    for (const [t, carried] of US_ANNUAL_RETURNS.entries()) {
      const expected = published.map((values) => values[t] ?? Number.NaN);
      expect(carried.slice(0, 5)).toEqual(expected.slice(0, 5));
      expect(carried[6]).toBe(expected[6]);
      if (t < 97) expect(carried[5]).toBe(expected[5]);
    }
    expect(US_ANNUAL_RETURNS).toHaveLength(rows.length);
  });
});

describeWith(describe, ["history/us_monthly_returns_1871.csv", "monthly CPI"], (rows) => {
  it("has persistence 0.54 and innovation 0.30 % since 1950, as is assumed", () => {
    const since = rows.filter(([month = ""]) => month >= "1950-01");
    const found = fittedInflation(column(since, 3).map((rate) => [rate]));
    expect(printed(found.process.persistence, 2)).toBe(0.54);
    expect(printed(found.deviation, 3)).toBe(0.003);
  });
});

describe("REGIME_SWITCHING", () => {
  it("of a monthly history has the calm regime first, and its own transitions", () => {
    const { model, parameters, statements } = fit("REGIME_SWITCHING", { history: MONTHLY });
    if (model.kind !== "REGIMES") throw new Error("regimes");
    expect(Math.abs(entry(model.transition, 0, 0) - 0.97)).toBeLessThan(0.02);
    expect(Math.abs(entry(model.transition, 1, 1) - 0.9)).toBeLessThan(0.05);
    const [calm, storm] = model.regimes.map(({ factor }) => entry(factor, 0, 0));
    expect(Math.abs((calm ?? 0) - 0.03)).toBeLessThan(0.004);
    expect(Math.abs((storm ?? 0) - 0.08)).toBeLessThan(0.015);
    expect(Math.abs(model.inflation.persistence - 0.5)).toBeLessThan(0.1);
    expect(parameters.filter(({ name }) => name.startsWith("transition"))).toHaveLength(4);
    expect(statements.join(" ")).toMatch(/made up/);
  }, 120_000);

  it("of the yearly table tells two regimes of seven classes apart, stand-ins included", () => {
    const { history } = annualHistory(ASSET_CLASSES, ASSUMPTIONS_2026);
    const { model } = fit("REGIME_SWITCHING", { history }, ASSET_CLASSES);
    if (model.kind !== "REGIMES") throw new Error("regimes");
    expect(model.regimes).toHaveLength(2);
    for (const { factor, means } of model.regimes) {
      expect(factor).toHaveLength(8);
      expect(means.every((m) => m > 0.9 && m < 1.1)).toBe(true);
      expect(factor.flat().every(Number.isFinite)).toBe(true);
    }
  }, 120_000);

  it("turns a yearly chain into the monthly one whose twelfth power it is", () => {
    const yearly = [
      [0.8, 0.2],
      [0.4, 0.6],
    ];
    const month = monthly(yearly, true);
    let power = month;
    for (let i = 1; i < 12; i++) {
      const before = power;
      power = before.map((row) =>
        [0, 1].map((j) => row.reduce((sum, p, k) => sum + p * entry(month, k, j), 0)),
      );
    }
    for (const [i, row] of yearly.entries()) {
      for (const [j, p] of row.entries()) expect(entry(power, i, j)).toBeCloseTo(p, 12);
    }
  });

  it("is refused where regimes cannot be told apart, or a yearly table should hold three", () => {
    const same = MONTHLY.rows.map((row) => [row[0] ?? 0, 0.001, 0.001, 0.002]);
    const act = () => fit("REGIME_SWITCHING", { history: { ...MONTHLY, rows: same } });
    expect(refusalOf(act).code).toBe("MARKET_NOT_IDENTIFIED");
    const three = () => fit("REGIME_SWITCHING", { history: YEARLY, regimes: 3 });
    expect(refusalOf(three).code).toBe("HISTORY_TOO_SHORT");
  });
});

describe("STUDENT_T and SKEWED_T", () => {
  it("of the assumptions have a year with exactly their means, deviations and correlations", () => {
    const { means, covariance } = monthlyMoments(ASSUMPTIONS_2026, THREE);
    const product = (i: number, j: number) =>
      (entry(covariance, i, j) + (means[i] ?? 0) * (means[j] ?? 0)) ** 12;
    expect((means[0] ?? 0) ** 12).toBeCloseTo(1.1185, 12);
    expect(Math.sqrt(product(0, 0) - 1.1185 ** 2)).toBeCloseTo(0.194, 12);
    const correlation = (product(0, 1) - 1.1185 * 1.0482) / (0.194 * 0.079);
    expect(correlation).toBeCloseTo(0.02, 10);
  });

  it("say which figures are ours when there is no history", () => {
    const { model, statements } = fit("SKEWED_T");
    expect(model).toMatchObject({ kind: "REGIMES", degrees: 6, compounding: "SIMPLE" });
    expect(statements[0]).toMatch(
      /degrees of freedom and skew: round figure chosen by Wealthgraph/,
    );
    expect(fit("STUDENT_T", { degreesOfFreedom: 5 }).model).toMatchObject({
      degrees: 5,
      skew: null,
    });
  });

  it("fit degrees and skew to a monthly history", () => {
    const { parameters, statements } = fit("SKEWED_T", { history: MONTHLY });
    const degrees = parameters.find(({ name }) => name === "degrees of freedom")?.value ?? 0;
    expect(degrees).toBeGreaterThanOrEqual(3);
    expect(degrees).toBeLessThanOrEqual(30);
    expect(parameters.filter(({ name }) => name.startsWith("skew"))).toHaveLength(3);
    expect(statements[0]).toMatch(/fitted by maximum likelihood/);
  });

  it("take a Student-t to Hansen's by rank: the table's values are the quantiles", () => {
    const shape = { degrees: 6, skew: -0.3 };
    const table = skewTable(shape);
    for (const p of [0.001, 0.05, 0.5, 0.8, 0.999]) {
      const t = studentQuantile(p, 6) * Math.sqrt(4 / 6);
      const size = 4 + Math.abs(t);
      const place = (t / size + 1) * 256;
      const low = Math.floor(place);
      const between =
        (table[low] ?? 0) + (place - low) * ((table[low + 1] ?? 0) - (table[low] ?? 0));
      expect(Math.abs(size * between - skewedQuantile(p, shape))).toBeLessThan(2e-4);
    }
    expect(studentBelow(0, 6)).toBe(0.5);
    expect(Math.abs((table[0] ?? 0) / (table[1] ?? 1) - 1)).toBeLessThan(0.02);
    expect(Math.abs((table[512] ?? 0) / (table[511] ?? 1) - 1)).toBeLessThan(0.02);
  });
});

describe("GARCH_DCC", () => {
  it("of a monthly history has each asset's persistence and a possible correlation", () => {
    const { model } = fit("GARCH_DCC", { history: MONTHLY });
    if (model.kind !== "GARCH_DCC") throw new Error("garch");
    expect(model.series).toHaveLength(4);
    for (const { alpha, beta, omega } of model.series) {
      expect(omega).toBeGreaterThan(0);
      expect(alpha + beta).toBeLessThan(1);
    }
    expect(model.a + model.b).toBeLessThan(1);
    expect(model.longCorrelation).toHaveLength(4);
  }, 120_000);

  it("is refused over years", () => {
    const refusal = refusalOf(() => fit("GARCH_DCC", { history: YEARLY }));
    expect(refusal.code).toBe("HISTORY_TOO_SHORT");
    expect(refusal.facts).toMatchObject({ needed: 120, monthsPerRow: 12 });
  });
});

describe("BLOCK_BOOTSTRAP and HISTORICAL_SEQUENCES", () => {
  it("keep a year's return over its months, and its inflation beside it", () => {
    const { model } = fit("BLOCK_BOOTSTRAP", { history: YEARLY });
    if (model.kind !== "HISTORY") throw new Error("history");
    expect(model.months).toHaveLength(98 * 12);
    const year = model.months.slice(36, 48).reduce((product, row) => product * (row[0] ?? 0), 1);
    expect(year).toBeCloseTo(1 - 0.4384, 12);
    expect(model.meanBlockMonths).toBeGreaterThanOrEqual(12);
    expect(fit("BLOCK_BOOTSTRAP", { history: YEARLY, meanBlockMonths: 24 }).model).toMatchObject({
      meanBlockMonths: 24,
    });
  });

  it("count the months a full horizon can start in", () => {
    expect(sequencesIn(YEARLY, 360)).toBe(98 * 12 - 359);
    expect(fit("HISTORICAL_SEQUENCES", { history: YEARLY }).model).toMatchObject({
      meanBlockMonths: null,
    });
  });
});

describe("a history too short for its model", () => {
  it.each<{ model: CapitalMarketModel; rows: number; needed: number }>([
    { model: "REGIME_SWITCHING", rows: 59, needed: 60 },
    { model: "STUDENT_T", rows: 59, needed: 60 },
    { model: "GARCH_DCC", rows: 119, needed: 120 },
    { model: "BLOCK_BOOTSTRAP", rows: 19, needed: 20 },
    { model: "HISTORICAL_SEQUENCES", rows: 458, needed: 459 },
  ])("is refused: $model with $rows months needs $needed", ({ model, rows, needed }) => {
    if (model === "LOGNORMAL") throw new Error("needs no history");
    const history = { ...MONTHLY, rows: MONTHLY.rows.slice(0, rows) };
    const refusal = refusalOf(() => fit(model, { history }));
    expect(refusal.code).toBe("HISTORY_TOO_SHORT");
    expect(refusal.facts).toMatchObject({ rows, needed });
  });
});

describe("a file of monthly returns", () => {
  const FILE = "month,BOND,US_EQUITY,INFLATION\n1999-12,0.001,0.02,0.003\n2000-01,-0.002,-0.05,0\n";

  it("is read whatever the order of its columns", () => {
    expect(readMonthlyHistory(`\uFEFF${FILE.replaceAll("\n", "\r\n")}`)).toEqual({
      firstMonth: "1999-12",
      assetClasses: ["BOND", "US_EQUITY"],
      rows: [
        [0.001, 0.02, 0.003],
        [-0.002, -0.05, 0],
      ],
    });
  });

  it("gives the simulated assets in their order, and is refused without one", () => {
    const read = readMonthlyHistory(FILE);
    const history: ImportedHistory = {
      ...read,
      id: "1",
      householdId: "h",
      name: "Mine",
      source: "me",
      importedAt: new Date(0),
    };
    expect(columnsFor(history, ["US_EQUITY"]).rows).toEqual([
      [0.02, 0.003],
      [-0.05, 0],
    ]);
    const refusal = refusalOf(() => columnsFor(history, ["CASH"]));
    expect(refusal).toMatchObject({ code: "SIMULATION_INPUT_INVALID" });
  });

  it.each([
    { fault: "no month column", csv: "US_EQUITY,INFLATION\n0,0", facts: { line: 1 } },
    {
      fault: "an unknown column",
      csv: "month,US_EQUITY,INFLATION,TEA\n2000-01,0,0,0",
      facts: { line: 1 },
    },
    {
      fault: "a column twice",
      csv: "month,BOND,BOND,INFLATION\n2000-01,0,0,0",
      facts: { line: 1 },
    },
    {
      fault: "a gap",
      csv: "month,BOND,INFLATION\n2000-01,0,0\n2000-03,0,0",
      facts: { line: 3, column: "month" },
    },
    {
      fault: "a month that is none",
      csv: "month,BOND,INFLATION\n2000-13,0,0",
      facts: { line: 2, column: "month" },
    },
    {
      fault: "percent for fractions",
      csv: "month,BOND,INFLATION\n2000-01,12.5,0",
      facts: { line: 2, column: "BOND" },
    },
    {
      fault: "an empty cell",
      csv: "month,BOND,INFLATION\n2000-01,,0",
      facts: { line: 2, column: "BOND" },
    },
    {
      fault: "a loss of everything",
      csv: "month,BOND,INFLATION\n2000-01,-1,0",
      facts: { line: 2, column: "BOND" },
    },
    { fault: "no months", csv: "month,BOND,INFLATION", facts: { months: 0 } },
  ])("is refused with $fault, and where it is", ({ csv, facts }) => {
    const refusal = refusalOf(() => readMonthlyHistory(csv));
    expect(refusal.code).toBe("HISTORY_INVALID");
    expect(refusal.facts).toMatchObject(facts);
  });
});
