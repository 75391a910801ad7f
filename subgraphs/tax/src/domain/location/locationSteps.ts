import { drag, type LocationRates } from "./afterTaxValue.js";
import type { AssetLocationInput } from "./locationInput.js";
import type { LocationTax, RealizedGains } from "./locationTax.js";
import {
  CENT,
  gainsOf,
  holdingsOf,
  incomeOf,
  lotsSold,
  type Placement,
  placementNow,
  type SoldLot,
} from "./placement.js";
import { isBoughtAnywhere } from "./replayPlacement.js";

/** One exchange inside one account: what is sold and what its proceeds buy. USD. */
export interface LocationStep {
  readonly accountId: string;
  readonly sellAssetId: string;
  readonly buyAssetId: string;
  readonly amount: number;
  readonly sold: readonly SoldLot[]; // by holding or lot; gains of sheltered accounts are 0
  readonly taxNow: number; // exact, on top of the steps before
  readonly tradingCost: number;
  readonly savesPerYear: number; // exact tax of the first year, on top of the steps before
  /** A loss among the lots does not count, because the household buys the asset at the same time. */
  readonly isLossWashed: boolean;
}

/** An exchange before it is priced. */
interface Exchange {
  readonly account: number;
  readonly sell: number; // asset
  readonly buy: number; // asset
  readonly amount: number;
  readonly sold: readonly SoldLot[];
}

/**
 * The trades that lead from today's placement to another: sheltered accounts first, because they
 * cost no tax, then taxable ones; in each the most taxed asset goes for the least taxed one.
 *
 * Each step is priced by exact returns on top of the ones before, so that taxes and savings sum to
 * those of the whole.
 */
export function locationSteps(
  input: AssetLocationInput,
  tax: LocationTax,
  placement: Placement,
  rates: LocationRates,
): readonly LocationStep[] {
  const now = placementNow(input);
  const accounts = input.accounts.map((_, a) => a);
  const isTaxable = (a: number): boolean => input.accounts[a]?.treatment === "TAXABLE";
  const ordered = [...accounts.filter((a) => !isTaxable(a)), ...accounts.filter(isTaxable)];
  const exchanges = ordered.flatMap((a) => exchangesIn(input, a, [now, placement], rates));
  const own = incomeOf(input, now);
  const sold: SoldLot[][] = input.assets.map(() => []);
  let current = now;
  let before = { yearly: tax.taxWith(own), gains: 0 };
  const base = before.yearly;
  return exchanges.map((exchange): LocationStep => {
    const { account, sell, buy, amount } = exchange;
    current = exchanged(current, exchange);
    if (isTaxable(account)) sold[sell]?.push(...exchange.sold);
    const gains = sold.map((lots, i) => gainsOf(lots, isBoughtAnywhere(now, placement, i)));
    const after = {
      yearly: tax.taxWith(incomeOf(input, current)),
      gains: tax.taxWith(own, sumGains(gains)) - base,
    };
    const step = {
      accountId: input.accounts[account]?.id ?? "",
      sellAssetId: input.assets[sell]?.assetId ?? "",
      buyAssetId: input.assets[buy]?.assetId ?? "",
      amount,
      sold: exchange.sold,
      taxNow: after.gains - before.gains,
      tradingCost: 2 * amount * input.tradingCost,
      savesPerYear: before.yearly - after.yearly,
      isLossWashed: exchange.sold.some((l) => l.gain < 0) && isBoughtAnywhere(now, placement, sell),
    };
    before = after;
    return step;
  });
}

const sumGains = (gains: readonly RealizedGains[]): RealizedGains => ({
  shortTerm: gains.reduce((sum, g) => sum + g.shortTerm, 0),
  longTerm: gains.reduce((sum, g) => sum + g.longTerm, 0),
});

const exchanged = (placement: Placement, { account, sell, buy, amount }: Exchange): Placement =>
  placement.with(
    account,
    (placement[account] ?? []).map(
      (usd, i) => usd + (i === buy ? amount : 0) - (i === sell ? amount : 0),
    ),
  );

/** Sales, the most taxed first, meet purchases, the least taxed first. */
function exchangesIn(
  input: AssetLocationInput,
  account: number,
  [now, then]: readonly [Placement, Placement],
  rates: LocationRates,
): readonly Exchange[] {
  const dragOf = (i: number): number => {
    const asset = input.assets[i];
    return asset ? drag(asset, rates) : 0;
  };
  const changes = input.assets.map((_, i) => ({
    asset: i,
    usd: (then[account]?.[i] ?? 0) - (now[account]?.[i] ?? 0),
  }));
  const sells = changes
    .filter((c) => c.usd < -CENT)
    .toSorted((a, b) => dragOf(b.asset) - dragOf(a.asset))
    .map(({ asset, usd }) => ({
      asset,
      lots: [...soldIn(input, { account, asset }, -usd, rates)],
    }));
  const buys = changes
    .filter((c) => c.usd > CENT)
    .toSorted((a, b) => dragOf(a.asset) - dragOf(b.asset))
    .map(({ asset, usd }) => ({ asset, left: usd }));
  const exchanges: Exchange[] = [];
  for (const { asset: sell, lots } of sells) {
    for (const buy of buys) {
      const sold = taken(lots, buy.left);
      const amount = sold.reduce((sum, l) => sum + l.value, 0);
      buy.left -= amount;
      if (amount > CENT) exchanges.push({ account, sell, buy: buy.asset, amount, sold });
    }
  }
  return exchanges;
}

/** Lots of a taxable account; elsewhere the holdings in their order. */
function soldIn(
  input: AssetLocationInput,
  { account, asset }: { readonly account: number; readonly asset: number },
  usd: number,
  rates: LocationRates,
): readonly SoldLot[] {
  const holdings = holdingsOf(input, account, asset);
  if (input.accounts[account]?.treatment === "TAXABLE") return lotsSold(holdings, usd, rates.now);
  const whole = holdings.map(({ label, value }) => ({ label, value, gain: 0, isLongTerm: true }));
  return taken(whole, usd);
}

/** Takes up to `usd` from the front of `lots`, which keeps the rest. */
function taken(lots: SoldLot[], usd: number): readonly SoldLot[] {
  const out: SoldLot[] = [];
  let left = usd;
  while (left > CENT / 2) {
    const lot = lots.shift();
    if (!lot) break;
    const value = Math.min(left, lot.value);
    const gain = (lot.gain * value) / lot.value;
    out.push({ ...lot, value, gain });
    if (lot.value - value > CENT / 2) {
      lots.unshift({ ...lot, value: lot.value - value, gain: lot.gain - gain });
    }
    left -= value;
  }
  return out;
}
