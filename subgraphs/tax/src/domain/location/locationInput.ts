import { Refusal } from "@wealthgraph/kernel/refusal";
import type { FederalFacts } from "../federalFacts.js";
import type { TaxTreatment } from "../harvest.js";
import { type AssetIncome, paidOut } from "./assetIncome.js";

/** Units bought together. USD. */
export interface LocatedLot {
  readonly value: number; // > 0
  readonly cost: number; // >= 0
  readonly isLongTerm: boolean;
}

/** What an account holds of one asset. */
export interface LocatedHolding {
  readonly assetId: string;
  readonly label: string; // a symbol, or "cash"
  readonly value: number; // USD, >= 0
  readonly lots: readonly LocatedLot[]; // of taxable accounts, summing to `value`; [] elsewhere
}

export interface LocatedAccount {
  readonly id: string;
  readonly name: string;
  readonly treatment: Exclude<TaxTreatment, "EDUCATION">;
  readonly holdings: readonly LocatedHolding[];
}

/** A household's accounts and what it wants to hold over all of them. Rates are fractions a year. */
export interface AssetLocationInput {
  readonly accounts: readonly LocatedAccount[];
  readonly assets: readonly AssetIncome[];
  /** Weights of the household's value before tax, summing to 1; null: the mix it has. */
  readonly targets: readonly { readonly assetId: string; readonly weight: number }[] | null;
  readonly tolerance: number; // a weight may be off by this fraction of the household's value
  /** Assets that an account cannot buy; what it holds of them may stay. */
  readonly excluded: readonly { readonly accountId: string; readonly assetId: string }[];
  readonly minTrade: number; // USD; smaller trades are not proposed
  readonly tradingCost: number; // of the value sold, and of the value bought
  readonly horizonYears: number; // 1 to 60
  /** Tax at the horizon on deferred accounts and on unrealized gains; null: today's marginal rates. */
  readonly terminalRates: { readonly ordinary: number; readonly gain: number } | null;
  /** The year's return, the income of today's holdings in it. */
  readonly facts: FederalFacts;
  readonly year: number;
  readonly state: string | null; // postal code; null: federal tax only
}

/** More would not be a household's. */
const ACCOUNTS_MAX = 100;
const ASSETS_MAX = 50;

/**
 * Refuses what could only give numbers that look right.
 *
 * @throws {Refusal} BAD_INPUT, which says what
 */
export function checkAssetLocation(input: AssetLocationInput): void {
  const { accounts, assets, targets, excluded } = input;
  const ids = new Set(assets.map((a) => a.assetId));
  const accountIds = new Set(accounts.map((a) => a.id));
  demand(accounts.length > 0 && accounts.length <= ACCOUNTS_MAX, "A plan has 1 to 100 accounts.");
  demand(ids.size === assets.length, "Each asset is described once.");
  demand(accountIds.size === accounts.length, "Each account is named once.");
  demand(assets.length <= ASSETS_MAX, "A plan has at most 50 assets.");
  for (const asset of assets) checkAsset(asset);
  for (const account of accounts) checkAccount(account, ids);
  demand(
    accounts.some((a) => a.holdings.some((h) => h.value > 0)),
    "There is nothing to locate: the accounts are empty.",
  );
  for (const { accountId, assetId } of excluded) {
    demand(
      accountIds.has(accountId) && ids.has(assetId),
      `An exclusion names an account and an asset of the plan, not ${accountId} and ${assetId}.`,
    );
  }
  if (targets) checkTargets(targets, ids);
  checkNumbers(input);
}

function checkAsset({ assetId, expectedReturn, yields }: AssetIncome): void {
  const all = Object.values(yields) as number[];
  demand(isIn(expectedReturn, -0.5, 0.5), `The return of ${assetId} is from -0.5 to 0.5 a year.`);
  demand(
    all.every((y) => isIn(y, 0, 0.5)) && yields.foreignTax <= paidOut(yields),
    `The yields of ${assetId} are fractions from 0 to 0.5, its foreign tax no more than they.`,
  );
}

function checkAccount({ id, treatment, holdings }: LocatedAccount, assets: Set<string>): void {
  for (const { assetId, label, value, lots } of holdings) {
    demand(
      assets.has(assetId),
      `${label} of account ${id} is of no asset of the plan: ${assetId}.`,
    );
    demand(isIn(value, 0, 1e12), `The value of ${label} is not negative.`);
    const isFine = lots.every((l) => l.value > 0 && l.cost >= 0 && Number.isFinite(l.cost));
    const sum = lots.reduce((total, l) => total + l.value, 0);
    demand(isFine, `The lots of ${label} have a value over 0 and a cost of 0 or more.`);
    demand(
      treatment !== "TAXABLE" || Math.abs(sum - value) < 0.01,
      `The lots of ${label} in taxable account ${id} sum to ${sum}, its value is ${value}.`,
    );
  }
}

function checkTargets(
  targets: NonNullable<AssetLocationInput["targets"]>,
  assets: Set<string>,
): void {
  const named = new Set(targets.map((t) => t.assetId));
  const sum = targets.reduce((total, t) => total + t.weight, 0);
  demand(named.size === targets.length, "Each asset has one target.");
  demand(
    targets.every((t) => assets.has(t.assetId) && isIn(t.weight, 0, 1)),
    "A target names an asset of the plan and a weight from 0 to 1.",
  );
  demand(Math.abs(sum - 1) < 1e-9, `The targets sum to 1, not to ${sum}.`);
}

function checkNumbers(input: AssetLocationInput): void {
  const { tolerance, minTrade, tradingCost, horizonYears, terminalRates } = input;
  demand(isIn(tolerance, 0, 0.5), "The tolerance is a fraction from 0 to 0.5.");
  demand(isIn(minTrade, 0, 1e9), "The smallest trade is an amount, 0 or more.");
  demand(isIn(tradingCost, 0, 0.1), "The cost of trading is a fraction from 0 to 0.1.");
  demand(
    Number.isInteger(horizonYears) && isIn(horizonYears, 1, 60),
    "The horizon is 1 to 60 whole years.",
  );
  const { ordinary, gain } = terminalRates ?? { ordinary: 0, gain: 0 };
  demand(isIn(ordinary, 0, 1) && isIn(gain, 0, 1), "Terminal tax rates are fractions from 0 to 1.");
}

const isIn = (value: number, from: number, to: number): boolean => value >= from && value <= to;

function demand(holds: boolean, claim: string): void {
  if (!holds) throw new Refusal("BAD_INPUT", claim);
}
