import { Decimal, sum } from "@wealthgraph/kernel/decimal";

/** Daily closes of one instrument, oldest first, as the market-data subgraph gives them. */
export interface Closes {
  readonly symbol: string;
  readonly name: string;
  readonly dates: readonly string[];
  readonly closes: readonly string[];
}

/** One event of an invented history. `amount` is the signed cash effect in dollars. */
export interface HistoryEvent {
  readonly on: string;
  readonly kind: "DEPOSIT" | "BUY" | "SELL" | "DIVIDEND";
  readonly symbol: string | null;
  readonly name: string;
  readonly units: Decimal | null;
  readonly price: Decimal | null;
  readonly amount: Decimal;
}

/** What an invented investor does: so many dollars a month into each fund, dividends at a yearly yield. */
export interface SavingPlan {
  readonly monthlyDollars: number;
  /** Weights of the instruments; they sum to 1. */
  readonly weights: Readonly<Record<string, number>>;
  /** Yearly dividend yield paid quarterly, in percent. */
  readonly dividendPercent: number;
  /** Share of a position that is sold, by symbol and date: takes gains or losses into the history. */
  readonly sales: readonly {
    readonly on: string;
    readonly symbol: string;
    readonly share: number;
  }[];
  readonly unitPlaces: number;
}

const QUARTER_ENDS = new Set(["03", "06", "09", "12"]);

/**
 * Plays a saving plan over real or simulated closes: on the first session of each month a deposit
 * and the purchases, dividends at quarter ends, and the plan's sales.
 *
 * @returns events in order of date; cash never falls below zero
 */
export function playPlan(plan: SavingPlan, market: readonly Closes[]): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const held = new Map<string, Decimal>();
  const cash = (): Decimal => sum(events.map(({ amount }) => amount));
  const sessions = market[0]?.dates ?? [];
  sessions.forEach((on, index) => {
    const isNewMonth = on.slice(0, 7) !== sessions[index - 1]?.slice(0, 7);
    const isMonthEnd = on.slice(0, 7) !== (sessions[index + 1] ?? on).slice(0, 7);
    if (isNewMonth) events.push(...monthlyPurchases(plan, market, on, { held, cash: cash() }));
    if (isMonthEnd && QUARTER_ENDS.has(on.slice(5, 7)))
      events.push(...dividends(plan, market, on, held));
    for (const sale of plan.sales)
      if (sale.on === on.slice(0, 7) && isMonthEnd) events.push(...sell(sale, market, on, held));
  });
  return events;
}

function closeOn(closes: Closes, on: string): Decimal | null {
  const index = closes.dates.indexOf(on);
  const close = closes.closes[index];
  return close === undefined ? null : new Decimal(close).toDecimalPlaces(4);
}

/** Deposits, then spends all cash by the plan's weights; what does not buy a whole unit waits. */
function monthlyPurchases(
  plan: SavingPlan,
  market: readonly Closes[],
  on: string,
  account: { readonly held: Map<string, Decimal>; readonly cash: Decimal },
): HistoryEvent[] {
  const amount = new Decimal(plan.monthlyDollars);
  const deposit = { on, kind: "DEPOSIT", symbol: null, name: "MONTHLY SAVING" } as const;
  const events: HistoryEvent[] = [{ ...deposit, units: null, price: null, amount }];
  const toSpend = amount.plus(account.cash);
  for (const instrument of market) {
    const weight = plan.weights[instrument.symbol];
    const price = closeOn(instrument, on);
    if (!weight || !price) continue;
    const units = toSpend
      .times(weight)
      .div(price)
      .toDecimalPlaces(plan.unitPlaces, Decimal.ROUND_FLOOR);
    if (units.lte(0)) continue;
    account.held.set(instrument.symbol, units.plus(account.held.get(instrument.symbol) ?? 0));
    events.push(trade("BUY", on, instrument, units, price));
  }
  return events;
}

function dividends(
  plan: SavingPlan,
  market: readonly Closes[],
  on: string,
  held: ReadonlyMap<string, Decimal>,
): HistoryEvent[] {
  return market.flatMap((instrument) => {
    const units = held.get(instrument.symbol);
    const price = closeOn(instrument, on);
    if (!units || units.lte(0) || !price) return [];
    const amount = units.times(price).times(plan.dividendPercent).div(400).toDecimalPlaces(2);
    const { symbol, name } = instrument;
    return amount.lte(0)
      ? []
      : [{ on, kind: "DIVIDEND" as const, symbol, name, units: null, price: null, amount }];
  });
}

function sell(
  sale: SavingPlan["sales"][number],
  market: readonly Closes[],
  on: string,
  held: Map<string, Decimal>,
): HistoryEvent[] {
  const instrument = market.find((closes) => closes.symbol === sale.symbol);
  const units = (held.get(sale.symbol) ?? new Decimal(0))
    .times(sale.share)
    .toDecimalPlaces(0, Decimal.ROUND_FLOOR);
  const price = instrument ? closeOn(instrument, on) : null;
  if (!instrument || !price || units.lte(0)) return [];
  held.set(sale.symbol, (held.get(sale.symbol) ?? units).minus(units));
  return [trade("SELL", on, instrument, units, price)];
}

// kind, date, instrument, units and price are one trade
// oxlint-disable-next-line max-params
function trade(
  kind: "BUY" | "SELL",
  on: string,
  instrument: Closes,
  units: Decimal,
  price: Decimal,
): HistoryEvent {
  const gross = units.times(price).toDecimalPlaces(2);
  const { symbol, name } = instrument;
  return { on, kind, symbol, name, units, price, amount: kind === "BUY" ? gross.negated() : gross };
}

const usDate = (on: string): string => `${on.slice(5, 7)}/${on.slice(8, 10)}/${on.slice(0, 4)}`;
const dollars = (amount: Decimal): string =>
  amount.isNegative() ? `-$${amount.abs().toFixed(2)}` : `$${amount.toFixed(2)}`;
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The history as Charles Schwab exports it: newest first. */
export function schwabExport(events: readonly HistoryEvent[]): string {
  const actions = {
    DEPOSIT: "MoneyLink Transfer",
    BUY: "Buy",
    SELL: "Sell",
    DIVIDEND: "Qualified Dividend",
  } as const;
  const rows = events
    .toReversed()
    .map((event) =>
      [
        usDate(event.on),
        actions[event.kind],
        event.symbol ?? "",
        event.name,
        event.units?.toFixed() ?? "",
        event.price ? `$${event.price.toFixed()}` : "",
        "",
        dollars(event.amount),
      ]
        .map(quoted)
        .join(","),
    );
  return ["Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount", ...rows, ""].join(
    "\n",
  );
}

/** The history as Fidelity exports one account: two blank lines first, legal text last, newest first. */
export function fidelityExport(events: readonly HistoryEvent[]): string {
  const action = ({ kind, symbol, name }: HistoryEvent): string => {
    if (kind === "DEPOSIT") return "CASH CONTRIBUTION CURRENT YEAR (Cash)";
    const verb = { BUY: "YOU BOUGHT", SELL: "YOU SOLD", DIVIDEND: "DIVIDEND RECEIVED" }[kind];
    return `${verb} ${name} (${symbol}) (Cash)`;
  };
  const rows = events.toReversed().map((event) => {
    const units = event.kind === "SELL" ? event.units?.negated() : event.units;
    return [
      usDate(event.on),
      quoted(action(event)),
      event.symbol ?? "",
      quoted(event.name),
      "Cash",
      event.price?.toFixed() ?? "",
      units?.toFixed() ?? "0",
      "",
      "",
      "",
      event.amount.toFixed(2),
      "",
      "",
    ].join(",");
  });
  const header =
    "Run Date,Action,Symbol,Description,Type,Price ($),Quantity,Commission ($),Fees ($),Accrued Interest ($),Amount ($),Cash Balance ($),Settlement Date";
  return ["", "", header, ...rows, "", '"Invented figures of a demo household."', ""].join("\n");
}

/** The history as an Interactive Brokers activity statement: one header a section. */
export function interactiveBrokersExport(events: readonly HistoryEvent[]): string {
  const of = (...kinds: HistoryEvent["kind"][]) =>
    events.filter((event) => kinds.includes(event.kind));
  const trades = of("BUY", "SELL").map((event) => {
    const sign = event.kind === "SELL" ? -1 : 1;
    const units = event.units?.times(sign).toFixed() ?? "";
    const price = event.price?.toFixed() ?? "";
    const code = event.kind === "SELL" ? "C" : "O";
    return `Trades,Data,Order,Stocks,USD,${event.symbol},"${event.on}, 10:00:00",${units},${price},${price},${event.amount.toFixed(2)},-1,,,,${code}`;
  });
  const dividendRows = of("DIVIDEND").map(
    (event) =>
      `Dividends,Data,USD,${event.on},${event.symbol}(US0000000000) Cash Dividend (Ordinary Dividend),${event.amount.toFixed(2)}`,
  );
  const deposits = of("DEPOSIT").map(
    (event) =>
      `Deposits & Withdrawals,Data,USD,${event.on},Electronic Fund Transfer,${event.amount.toFixed(2)}`,
  );
  return [
    "Statement,Header,Field Name,Field Value",
    "Statement,Data,Title,Activity Statement",
    "Trades,Header,DataDiscriminator,Asset Category,Currency,Symbol,Date/Time,Quantity,T. Price,C. Price,Proceeds,Comm/Fee,Basis,Realized P/L,MTM P/L,Code",
    ...trades,
    "Dividends,Header,Currency,Date,Description,Amount",
    ...dividendRows,
    "Deposits & Withdrawals,Header,Currency,Settle Date,Description,Amount",
    ...deposits,
    "",
  ].join("\n");
}
