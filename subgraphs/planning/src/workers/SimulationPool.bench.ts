// Budget on two cores: 1,000 paths in 40 ms, 10,000 in 0.25 s, 50,000 with three goals in 1.5 s,
// 500,000 in 15 s; 128, 150, 250 and 400 MB. The model: six correlated assets, two regimes, Student-t
// 6, AR(1) inflation, 360 months of contributions, then withdrawals, rebalanced yearly at a cost along
// a glide path, percentiles at 31 dates. Run after the build: node dist/workers/SimulationPool.bench.js
import { execFileSync, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import type { RegimeMarket } from "../domain/marketPlan.js";
import type { SimulationPlan } from "../domain/simulationPlan.js";
import { compileKernel } from "./kernelModule.js";
import {
  GARCH_MARKET,
  HISTORY_MARKET,
  lifeOver,
  marketOf,
  TWO_REGIMES,
} from "./markets.fixture.js";
import { SimulationPool } from "./SimulationPool.js";

const SIZES = [
  { paths: 1_000, goals: 0, repeats: 21 },
  { paths: 10_000, goals: 0, repeats: 11 },
  { paths: 50_000, goals: 3, repeats: 5 },
  { paths: 500_000, goals: 0, repeats: 2 },
] as const;

const THREADS = 2;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function timed(pool: SimulationPool, plan: SimulationPlan): Promise<number> {
  const startedAt = performance.now();
  for await (const _ of pool.run(plan, new AbortController().signal));
  return performance.now() - startedAt;
}

/** One size in a process of its own, so that its memory is its own. */
async function measureSize(size: (typeof SIZES)[number]): Promise<void> {
  const pool = new SimulationPool(await compileKernel(), THREADS);
  const plan = lifeOver(marketOf(TWO_REGIMES, { key: [1, 0] }), size.paths, size.goals);
  const first = await timed(pool, plan);
  const before = process.cpuUsage();
  const runs: number[] = [];
  for (let i = 1; i < size.repeats; i++) runs.push(await timed(pool, plan));
  const { user, system } = process.cpuUsage(before);
  await pool.close();
  const memory = process.resourceUsage().maxRSS / 1_024;
  const processor = (user + system) / 1_000 / runs.length;
  say(
    `${size.paths} paths, ${size.goals} goals, ${THREADS} threads: median ${median(runs).toFixed(1)} ms of ${runs.length} (first ${first.toFixed(1)}, processor time ${processor.toFixed(1)}), ${memory.toFixed(0)} MB at most`,
  );
  process.send?.(median(runs));
}

/** Other models, one thread, microseconds a path. */
async function measureModels(): Promise<void> {
  const pool = new SimulationPool(await compileKernel(), 1);
  const models = { TWO_REGIMES, GARCH_MARKET, HISTORY_MARKET };
  for (const [name, model] of Object.entries(models)) {
    const plan = lifeOver(marketOf(model), 5_000);
    await timed(pool, plan);
    const runs = [await timed(pool, plan), await timed(pool, plan), await timed(pool, plan)];
    say(`${name}, one thread: ${((median(runs) * 1_000) / 5_000).toFixed(1)} us a path`);
  }
  await pool.close();
}

function controlInput(market: RegimeMarket, plan: SimulationPlan): string {
  const stay = market.transition.map((row, i) => row[i] ?? 0);
  return [
    market.regimes.flatMap(({ means }) => means),
    market.regimes.flatMap(({ factor }) => factor.flat()),
    stay,
    market.start[0] ?? 0,
    market.inflation.meanGrowth,
    market.inflation.persistence,
    plan.start,
    plan.tradingCost,
    plan.yearlyWeights.flat(),
    plan.contributions,
    plan.withdrawals,
  ]
    .flat()
    .join(" ");
}

/** Seconds of the C++ control; null where there is no g++. */
function control(paths: number, repeats: number): number | null {
  const folder = mkdtempSync(join(tmpdir(), "control-"));
  const source = fileURLToPath(new URL("../../bench/control.cpp", import.meta.url));
  try {
    const program = join(folder, "control");
    execFileSync("g++", ["-O3", "-pthread", source, "-o", program]);
    const input = controlInput(TWO_REGIMES, lifeOver(marketOf(TWO_REGIMES), paths));
    const text = execFileSync(program, [String(paths), String(THREADS), String(repeats)], {
      input,
    });
    return median(
      String(text)
        .trim()
        .split("\n")
        .map((line) => Number(line.split(" ")[0])),
    );
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function inChild(argument: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = Number.NaN;
    const child = fork(fileURLToPath(import.meta.url), [argument], { stdio: "inherit" });
    child.on("message", (value) => (answer = Number(value)));
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve(answer) : reject(new Error(`exit ${code}`))));
  });
}

const [, , argument] = process.argv;
const size = SIZES.find(({ paths }) => String(paths) === argument);
if (size) await measureSize(size);
else {
  say(`${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown"}`);
  for (const { paths, goals, repeats } of SIZES) {
    const ours = await inChild(String(paths));
    const theirs = goals === 0 ? control(paths, repeats) : null;
    if (theirs !== null) {
      say(
        `  C++ -O3, scalar: ${(theirs * 1_000).toFixed(1)} ms; ours is ${(ours / theirs / 1_000).toFixed(2)} times that`,
      );
    } else if (goals === 0) say("  no g++ here: no control");
  }
  await measureModels();
}
