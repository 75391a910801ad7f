import { Refusal } from "@wealthgraph/kernel/refusal";
import type {
  LinearProgramme,
  Solve,
  Solved,
  SolveStatus,
} from "../optimisation/linearProgramme.js";
import { drag, type LocationRates } from "./afterTaxValue.js";
import type { AssetIncome } from "./assetIncome.js";
import { type AssetLocationInput, checkAssetLocation } from "./locationInput.js";
import {
  afterTaxWorth,
  locationProgramme,
  placeKey,
  type PlaceWorth,
} from "./locationProgramme.js";
import { type LocationStep, locationSteps } from "./locationSteps.js";
import { LocationTax } from "./locationTax.js";
import {
  CENT,
  incomeOf,
  type Placement,
  placementNow,
  totalOf,
  wantedWeights,
} from "./placement.js";
import { type ReplayedPlacement, replayPlacement } from "./replayPlacement.js";

/**
 * AS_IS trades nothing. PROPORTIONAL holds the same mix in every account. INEFFICIENT_SHELTERED has
 * what is taxed most each year in deferred accounts first ("bonds in the IRA"). GROWTH_IN_ROTH has
 * the highest returns in Roth and HSA first. OPTIMISED is the linear programme's.
 */
export type LocationStrategy =
  "AS_IS" | "PROPORTIONAL" | "INEFFICIENT_SHELTERED" | "GROWTH_IN_ROTH" | "OPTIMISED";

export interface LocationOutcome extends ReplayedPlacement {
  readonly strategy: LocationStrategy;
  readonly advantage: number; // value over AS_IS, USD at the horizon
}

/** Where each asset belongs, and how to get there. USD. */
export interface AssetLocation {
  readonly total: number; // of all accounts today
  readonly outcomes: readonly LocationOutcome[]; // without those that the exclusions forbid
  readonly best: LocationStrategy; // the most value among those that keep the weights; on a tie the least trades
  readonly steps: readonly LocationStep[]; // to the best
  readonly solver: {
    readonly status: SolveStatus; // of the last programme
    readonly programmes: number; // solved: rates are taken again where the last one led to
    readonly error: number; // the last programme's value of its own proposal, less the exact one
  };
  readonly weights: readonly { readonly assetId: string; readonly weight: number }[];
  readonly assets: readonly AssetIncome[];
  readonly assumptions: readonly string[];
  readonly notModelled: readonly string[];
}

const PASSES = 3;
const FREEZE_ROUNDS = 4;
const SECONDS = 2;

/**
 * Asset location over a household's accounts: the linear programme's proposal and the simple
 * heuristics, each priced by exact returns; the best by exact value is returned and named.
 *
 * @throws {Refusal} BAD_INPUT, TAX_YEAR_UNKNOWN, TAX_STATE_UNKNOWN; PLAN_INFEASIBLE when exclusions leave no room for the weights
 */
export function assetLocation(input: AssetLocationInput, solve: Solve): AssetLocation {
  checkAssetLocation(input);
  const now = placementNow(input);
  const own = incomeOf(input, now);
  const tax = new LocationTax(input.facts, input, own);
  const at = tax.rates(own);
  const terminal = input.terminalRates ?? { ordinary: at.interest, gain: at.longTermGain };
  const rates: LocationRates = { now: at, terminal, scale: 1 };
  const replayed = (placement: Placement) => replayPlacement(input, tax, placement, rates);
  const asIs = replayed(now);
  const simple = simplePlacements(input, rates, solve);
  const proposal = optimised(input, rates, tax, solve);
  const candidates = [...simple, ...proposal.placements.map((p) => ["OPTIMISED", p] as const)];
  const outcomes = distinct([
    { ...asIs, strategy: "AS_IS", advantage: 0 },
    ...candidates.map(([strategy, placement]): LocationOutcome => {
      const outcome = replayed(placement);
      return { ...outcome, strategy, advantage: outcome.value - asIs.value };
    }),
  ]);
  const best = bestOf(outcomes);
  const optimum = outcomes.find((o) => o.strategy === "OPTIMISED");
  return {
    total: totalOf(now),
    outcomes,
    best: best.strategy,
    steps: locationSteps(input, tax, best.placement, rates),
    solver: {
      status: proposal.status,
      programmes: proposal.programmes,
      error: optimum ? proposal.worth - optimum.value : 0,
    },
    weights: [...wantedWeights(input)].map(([assetId, weight]) => ({ assetId, weight })),
    assets: input.assets,
    assumptions: assumptionsOf(input, rates),
    notModelled: NOT_MODELLED,
  };
}

/** Of several proposals of one name the most valuable that keeps the weights. */
function distinct(outcomes: readonly LocationOutcome[]): readonly LocationOutcome[] {
  const byName = new Map<LocationStrategy, LocationOutcome>();
  for (const outcome of outcomes) {
    const known = byName.get(outcome.strategy);
    if (!known || isBetter(outcome, known)) byName.set(outcome.strategy, outcome);
  }
  return [...byName.values()];
}

function bestOf(outcomes: readonly LocationOutcome[]): LocationOutcome {
  const [first, ...others] = outcomes;
  if (!first) throw new RangeError("there is always the placement of today");
  return others.reduce((best, other) => (isBetter(other, best) ? other : best), first);
}

const TIE = 0.5; // USD

function isBetter(a: LocationOutcome, b: LocationOutcome): boolean {
  if (a.keepsWeights !== b.keepsWeights) return a.keepsWeights;
  if (Math.abs(a.value - b.value) > TIE) return a.value > b.value;
  return a.traded < b.traded - CENT;
}

/** Heuristics: their own order of preference under the same constraints. */
function simplePlacements(
  input: AssetLocationInput,
  rates: LocationRates,
  solve: Solve,
): readonly (readonly [LocationStrategy, Placement])[] {
  const { assets, accounts } = input;
  const worthBy = (prefer: (asset: AssetIncome, treatment: string) => number): PlaceWorth => {
    const of = (a: number, i: number): number => {
      const [account, asset] = [accounts[a], assets[i]];
      return account && asset ? prefer(asset, account.treatment) : 0;
    };
    return { kept: of, bought: of, cash: 0, rates: rates.now };
  };
  const inefficient = worthBy((asset, treatment) =>
    treatment === "TAXABLE" ? 0 : drag(asset, rates) * (treatment === "TAX_DEFERRED" ? 1 : 0.9),
  );
  const growth = worthBy(({ expectedReturn }, treatment) =>
    treatment === "ROTH" || treatment === "HSA"
      ? expectedReturn
      : treatment === "TAXABLE"
        ? expectedReturn * 0.5
        : 0,
  );
  const found: (readonly [LocationStrategy, Placement])[] = [];
  const even = proportional(input);
  if (even) found.push(["PROPORTIONAL", even]);
  for (const [strategy, worth] of [
    ["INEFFICIENT_SHELTERED", inefficient],
    ["GROWTH_IN_ROTH", growth],
  ] as const) {
    const { programme, placementOf } = locationProgramme(input, worth);
    const { values } = feasible(solve(programme, { seconds: SECONDS }));
    if (values) found.push([strategy, snapped(input, placementOf(values))]);
  }
  return found;
}

/** The household's mix in each account; null where an account cannot buy what it lacks. */
function proportional(input: AssetLocationInput): Placement | null {
  const weights = wantedWeights(input);
  const now = placementNow(input);
  const mix = now.map((row) => {
    const value = row.reduce((a, b) => a + b, 0);
    return input.assets.map(({ assetId }) => value * (weights.get(assetId) ?? 0));
  });
  const isForbidden = input.excluded.some(({ accountId, assetId }) => {
    const a = input.accounts.findIndex((x) => x.id === accountId);
    const i = input.assets.findIndex((x) => x.assetId === assetId);
    return (mix[a]?.[i] ?? 0) > (now[a]?.[i] ?? 0) + CENT;
  });
  return isForbidden ? null : mix;
}

function feasible(solved: Solved): Solved {
  if (solved.status !== "INFEASIBLE") return solved;
  throw new Refusal(
    "PLAN_INFEASIBLE",
    "The exclusions leave no room for these weights: let an account buy more assets, or allow a larger tolerance.",
  );
}

/**
 * The programme, solved, and solved again with the rates of where it led to; small trades are taken
 * back. Without an answer of the solver in time there is no proposal: the others stand.
 */
function optimised(
  input: AssetLocationInput,
  rates: LocationRates,
  tax: LocationTax,
  solve: Solve,
): { placements: Placement[]; status: SolveStatus; programmes: number; worth: number } {
  const found = { placements: [] as Placement[], status: "FAILED" as SolveStatus };
  let programmes = 0;
  let worth = 0;
  let at = rates;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const frozen = new Set<string>();
    const solved = withoutSmallTrades(input, afterTaxWorth(input, at), frozen, solve);
    programmes += solved.programmes;
    found.status = solved.status;
    if (!solved.placement) break;
    const { placement } = solved;
    const isKnown = found.placements.some((p) => isSame(p, placement));
    worth = solved.worth;
    if (isKnown) break;
    found.placements.push(placement);
    const { gains, taxNow } = replayPlacement(input, tax, placement, rates);
    const net = gains.longTerm + gains.shortTerm;
    const there = tax.rates(incomeOf(input, placement));
    // what the gains cost on average, where there are any
    const longTermGain = net > 100 ? Math.max(0, taxNow / net) : there.longTermGain;
    at = { ...rates, now: { ...there, longTermGain } };
  }
  return { ...found, programmes, worth };
}

/** Solves until no trade is smaller than the smallest, or nothing is feasible any more. */
function withoutSmallTrades(
  input: AssetLocationInput,
  worth: PlaceWorth,
  frozen: Set<string>,
  solve: Solve,
): { placement: Placement | null; status: SolveStatus; programmes: number; worth: number } {
  const now = placementNow(input);
  const last = { placement: null as Placement | null, status: "FAILED" as SolveStatus, worth: 0 };
  for (let round = 1; ; round += 1) {
    const { programme, placementOf } = locationProgramme(input, worth, frozen);
    const solved = solve(programme, { seconds: SECONDS });
    if (round === 1) feasible(solved);
    const { values, status } = solved;
    if (round === 1 || values) last.status = status;
    if (!values) return { ...last, programmes: round };
    last.placement = snapped(input, placementOf(values));
    // what is kept saves its cost of trading: the objective is without the cost of selling all
    // and without the price of the tolerance, which is no money
    last.worth = worthOf(programme, values) - input.tradingCost * worth.cash * totalOf(now);
    const small = smallTrades(input, now, last.placement);
    if (small.length === 0 || round === FREEZE_ROUNDS) return { ...last, programmes: round };
    for (const key of small) frozen.add(key);
  }
}

/** What the programme takes its places, gains and trades for. */
const worthOf = ({ variables }: LinearProgramme, values: readonly number[]): number =>
  variables.reduce(
    (sum, { name, worth }, i) => sum + (isTolerance(name) ? 0 : worth * (values[i] ?? 0)),
    0,
  );

const isTolerance = (name: string): boolean => /^(over|under) /.test(name);

function smallTrades(input: AssetLocationInput, now: Placement, then: Placement): string[] {
  return then.flatMap((row, a) =>
    row.flatMap((usd, i) => {
      const trade = Math.abs(usd - (now[a]?.[i] ?? 0));
      return trade > CENT && trade < input.minTrade ? [placeKey(a, i)] : [];
    }),
  );
}

/** What the solver moved by less than a cent has not moved. */
const snapped = (input: AssetLocationInput, placement: Placement): Placement => {
  const now = placementNow(input);
  return placement.map((row, a) =>
    row.map((usd, i) => {
      const held = now[a]?.[i] ?? 0;
      return Math.abs(usd - held) < CENT ? held : Math.max(0, usd);
    }),
  );
};

const isSame = (a: Placement, b: Placement): boolean =>
  a.every((row, x) => row.every((usd, y) => Math.abs(usd - (b[x]?.[y] ?? 0)) < 1));

const percent = (fraction: number): string => `${Number((fraction * 100).toFixed(2))} %`;

function assumptionsOf(input: AssetLocationInput, { terminal }: LocationRates): readonly string[] {
  const { horizonYears } = input;
  return [
    `Values are after all tax in ${horizonYears} years, in money of then; income after tax is reinvested where it arose.`,
    `At the horizon deferred accounts are taxed at ${percent(terminal.ordinary)}, unrealized gains at ${percent(terminal.gain)}.`,
    "Weights are of value before tax: a dollar in a deferred account counts as one in a Roth account.",
    "The first year's tax is exact; later years pay the same share of their income.",
    "Tax and costs of moving would have grown as the household's mix in a taxable account.",
    "HSA money is spent on medical costs, free of tax.",
    "Returns and yields are those listed, without variation; assumed ones say so.",
  ];
}

const NOT_MODELLED: readonly string[] = [
  "Risk after tax: a deferred account shares its gains and losses with the government.",
  "Later rebalancing, contributions and withdrawals.",
  "The basis that a washed loss adds to its replacement, and purchases of the 30 days before.",
  "A net loss realized is worth what the year's return gives for it; what it carries forward is not counted.",
  "Education accounts: they stay as they are and are not counted.",
  "Transfers between accounts: money stays in its account.",
];
