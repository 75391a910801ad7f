import {
  type GarchMarket,
  GROSS_FLOOR,
  type HistoryMarket,
  type InflationProcess,
  type MarketPlan,
  type RegimeMarket,
} from "../domain/marketPlan.js";
import { blockBound } from "../domain/referenceHistory.js";
import { boundsOf } from "../domain/referenceRegimes.js";
import type { KernelExports } from "./kernelExports.js";

/** Entries of one pair of regimes in ROWS, of one asset in SKEWS. */
const PAIR_ENTRIES = 171;
const SKEW_ENTRIES = 514;

/** Numbers of assembly/market.ts. */
const MODELS = { REGIMES: 0, GARCH_DCC: 1, HISTORY: 2 } as const;

/** Writes a market into the kernel's memory. */
export function loadMarket(exports: KernelExports, market: MarketPlan): void {
  const { key, model } = market;
  const assets = market.assetClasses.length;
  exports.setKey(key[0], key[1]);
  integers(exports, exports.ASSETS, [assets]);
  integers(exports, exports.MODEL, [MODELS[model.kind]]);
  integers(exports, exports.ANTITHETIC, [Number(market.isAntithetic)]);
  switch (model.kind) {
    case "REGIMES":
      return loadRegimes(exports, model, assets);
    case "GARCH_DCC":
      return loadGarch(exports, model, assets);
    case "HISTORY":
      return loadHistory(exports, model, assets);
  }
}

const fatOf = (degrees: number | null): [pairs: number, odd: number] =>
  degrees === null ? [0, 0] : [Math.floor(degrees / 2), degrees % 2];

function loadRegimes(exports: KernelExports, model: RegimeMarket, assets: number): void {
  const { regimes, degrees, skew } = model;
  const dimensions = regimes[0]?.factor.length ?? 0;
  integers(exports, exports.SHAPE, [
    assets,
    dimensions,
    regimes.length,
    ...fatOf(degrees),
    Number(model.compounding === "LOG"),
    Number(skew !== null),
  ]);
  doubles(exports, exports.CONSTANTS, constantsOf(model.inflation, degrees));
  for (const [i, first] of regimes.entries()) {
    for (const [j, second] of regimes.entries()) {
      const rows = Array.from({ length: dimensions }, (_, r) => [
        first.means[r] ?? 0,
        second.means[r] ?? 0,
        ...Array.from({ length: r + 1 }, (__, c) => [
          first.factor[r]?.[c] ?? 0,
          second.factor[r]?.[c] ?? 0,
        ]).flat(),
      ]);
      doubles(exports, exports.ROWS, rows.flat(), (i * regimes.length + j) * PAIR_ENTRIES * 2);
    }
  }
  const words = [model.start, ...model.transition].map((row) => boundsOf(row));
  for (const [i, row] of words.entries()) integers(exports, exports.BOUNDS, row, i * 4);
  doubles(exports, exports.DEVIATIONS, skew?.deviations ?? []);
  for (const [i, table] of (skew?.tables ?? []).entries()) {
    doubles(exports, exports.SKEWS, table, i * SKEW_ENTRIES);
  }
}

const constantsOf = (inflation: InflationProcess, degrees: number | null): number[] => [
  inflation.meanGrowth,
  inflation.persistence,
  (degrees ?? 2) - 2,
  GROSS_FLOOR,
];

function loadGarch(exports: KernelExports, model: GarchMarket, assets: number): void {
  const { series, a, b, degrees } = model;
  integers(exports, exports.GARCH_SHAPE, [assets, series.length, ...fatOf(degrees)]);
  doubles(exports, exports.GARCH_CONSTANTS, [
    a,
    b,
    1 - a - b,
    ...constantsOf(model.inflation, degrees),
  ]);
  doubles(
    exports,
    exports.GARCH,
    series.flatMap((s) => [s.mean, s.omega, s.alpha, s.beta, s.firstVariance]),
  );
  const triangle = (rows: readonly (readonly number[])[]): number[] =>
    rows.flatMap((row, i) => row.slice(0, i + 1));
  doubles(exports, exports.CORRELATIONS, triangle(model.longCorrelation));
  doubles(exports, exports.CORRELATIONS, triangle(model.firstQ), 153);
}

function loadHistory(exports: KernelExports, model: HistoryMarket, assets: number): void {
  const { months, meanBlockMonths } = model;
  const isSequence = Number(meanBlockMonths === null);
  integers(exports, exports.HISTORY_SHAPE, [assets, months.length, isSequence]);
  integers(exports, exports.BLOCK_BOUND, [blockBound(meanBlockMonths ?? 1)]);
  doubles(exports, exports.HISTORY, months.flat());
}

function doubles(
  exports: KernelExports,
  at: WebAssembly.Global,
  values: readonly number[],
  offset = 0,
): void {
  new Float64Array(exports.memory.buffer, Number(at.value)).set(values, offset);
}

/** Signed or unsigned: the bits are the same. */
function integers(
  exports: KernelExports,
  at: WebAssembly.Global,
  values: readonly number[],
  offset = 0,
): void {
  new Uint32Array(exports.memory.buffer, Number(at.value)).set(values, offset);
}
