import { type Decimal, ZERO, sum } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";
import { ORDER_ID, WORDS, changeOf, columnsWithAmounts, isHeader } from "./degiroRow.js";
import { type DegiroMeaning, meaningOf } from "./degiroWords.js";
import { type CsvRow, parsed } from "./importedRow.js";
import { type Columns, RowReader } from "./rowReader.js";

interface Money {
  readonly line: number;
  readonly amount: Decimal;
  readonly currency: Currency;
}

/** The rows of one order, wherever they stand in the file. */
interface Order {
  /** The first in the file: it carries the costs. */
  trade: Money | null;
  readonly costs: Map<number, Money>;
  /** How much of each currency was exchanged, without signs. */
  readonly exchanged: Map<Currency, Decimal>;
}

/**
 * What belongs together under one Order Id: trades, costs and the exchange of currencies. The costs
 * of an order count to its first trade in the file. Costs in another currency than the trade count at
 * the rate at which the order's money was exchanged; without one they stay a fee of their own.
 */
export class DegiroOrders {
  readonly #orders = new Map<string, Order>();
  #columns: Columns | null = null;

  survey(row: CsvRow): void {
    if (isHeader(row.cells)) this.#columns = columnsWithAmounts(row.cells);
    else if (this.#columns) this.#surveyRow(row, this.#columns);
  }

  #surveyRow(row: CsvRow, columns: Columns): void {
    const reader = new RowReader(columns, row);
    const id = reader.text(...ORDER_ID);
    if (id === "") return;
    // a row that cannot be read belongs to no order; its own reading says why
    parsed(row, () => {
      const words = reader.text(...WORDS);
      const { amount, currency } = changeOf(reader, columns);
      const part = partOf(meaningOf(words), words);
      if (part && amount && currency) {
        const order = this.#orders.get(id) ?? newOrder();
        this.#orders.set(id, order);
        addTo(order, part, { line: row.line, amount, currency });
      }
      return { note: "" };
    });
  }

  /** Costs that the trade on this line carries. */
  costsOf(id: string, line: number): Decimal {
    const order = this.#orders.get(id);
    if (order?.trade?.line !== line) return ZERO;
    const costs = [...order.costs.values()];
    return sum(costs.map((cost) => inTradeCurrency(order, cost)?.negated() ?? ZERO));
  }

  /** Line of the trade that carries the cost on this line; null when it stands for itself. */
  carrierOf(id: string, line: number): number | null {
    const order = this.#orders.get(id);
    const cost = order?.costs.get(line);
    return order?.trade && cost && inTradeCurrency(order, cost) ? order.trade.line : null;
  }
}

type Part = "TRADE" | "COST" | "EXCHANGE";

function newOrder(): Order {
  return { trade: null, costs: new Map(), exchanged: new Map() };
}

function addTo(order: Order, part: Part, money: Money): void {
  switch (part) {
    case "TRADE":
      order.trade ??= money;
      break;
    case "COST":
      order.costs.set(money.line, money);
      break;
    case "EXCHANGE": {
      const before = order.exchanged.get(money.currency) ?? ZERO;
      order.exchanged.set(money.currency, before.plus(money.amount.abs()));
    }
  }
}

function partOf(meaning: DegiroMeaning | null, words: string): Part | null {
  switch (meaning?.is) {
    case "TRADE":
      return meaning.trade.occasion === "" ? "TRADE" : null;
    case "EFFECT":
      return meaning.effect === "FEE" || meaning.effect === "TAX" ? "COST" : null;
    case "INTERNAL":
      return /^(valuta|fx) /i.test(words) ? "EXCHANGE" : null;
    case undefined:
      return null;
  }
}

function inTradeCurrency({ trade, exchanged }: Order, cost: Money): Decimal | null {
  if (!trade || cost.currency === trade.currency) return trade && cost.amount;
  const bought = exchanged.get(trade.currency);
  const paid = exchanged.get(cost.currency);
  if (!bought || !paid || bought.isZero() || paid.isZero()) return null;
  return cost.amount.times(bought).div(paid).toDecimalPlaces(2);
}
