import {
  type Closes,
  fidelityExport,
  type HistoryEvent,
  interactiveBrokersExport,
  type SavingPlan,
  schwabExport,
} from "./brokerExports.js";

/** An account of the demo household and how its history comes about. All figures are invented. */
export interface DemoAccount {
  readonly name: string;
  readonly kind: "TAXABLE" | "ROTH_IRA" | "TRADITIONAL_IRA";
  readonly broker: "SCHWAB" | "FIDELITY" | "INTERACTIVE_BROKERS";
  readonly owner: "Alex" | "Sam";
  readonly fileName: string;
  readonly plan: SavingPlan;
  export(events: readonly HistoryEvent[]): string;
}

function taxableAccounts(year: number): readonly DemoAccount[] {
  return [
    {
      name: "Joint brokerage",
      kind: "TAXABLE",
      broker: "SCHWAB",
      owner: "Alex",
      fileName: "schwab-transactions.csv",
      export: schwabExport,
      plan: {
        monthlyDollars: 2_500,
        weights: { SCHB: 0.45, SCHF: 0.25, BND: 0.25 },
        dividendPercent: 1.8,
        sales: [{ on: `${year}-11`, symbol: "BND", share: 0.2 }],
        unitPlaces: 0,
      },
    },
    {
      name: "Alex's stocks",
      kind: "TAXABLE",
      broker: "INTERACTIVE_BROKERS",
      owner: "Alex",
      fileName: "ibkr-activity.csv",
      export: interactiveBrokersExport,
      plan: {
        monthlyDollars: 900,
        weights: { AAPL: 0.3, MSFT: 0.4, VTI: 0.25 },
        dividendPercent: 0.8,
        sales: [{ on: `${year}-06`, symbol: "AAPL", share: 0.5 }],
        unitPlaces: 0,
      },
    },
  ];
}

const RETIREMENT_ACCOUNTS: readonly DemoAccount[] = [
  {
    name: "Sam's Roth IRA",
    kind: "ROTH_IRA",
    broker: "FIDELITY",
    owner: "Sam",
    fileName: "fidelity-history.csv",
    export: fidelityExport,
    plan: {
      monthlyDollars: 550,
      weights: { FZROX: 0.7, VXUS: 0.28 },
      dividendPercent: 1.6,
      sales: [],
      unitPlaces: 3,
    },
  },
  {
    name: "Alex's rollover IRA",
    kind: "TRADITIONAL_IRA",
    broker: "SCHWAB",
    owner: "Alex",
    fileName: "schwab-ira.csv",
    export: schwabExport,
    plan: {
      monthlyDollars: 580,
      weights: { VTI: 0.6, BND: 0.38 },
      dividendPercent: 1.9,
      sales: [],
      unitPlaces: 3,
    },
  },
];

/** @param year of the sales that take gains or losses: last year */
export function demoAccounts(year: number): readonly DemoAccount[] {
  return [...taxableAccounts(year), ...RETIREMENT_ACCOUNTS];
}

export const symbolsOf = (accounts: readonly DemoAccount[]): string[] => [
  ...new Set(accounts.flatMap(({ plan }) => Object.keys(plan.weights))),
];

/** Closes of the instruments a plan buys, all on the same sessions. */
export function marketOf(plan: SavingPlan, closes: readonly Closes[]): Closes[] {
  return closes.filter(({ symbol }) => symbol in plan.weights);
}
