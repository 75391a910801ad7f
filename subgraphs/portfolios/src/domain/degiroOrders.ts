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
  readonly trades: Money[];
  readonly costs: Money[];
  readonly exchanged: Money[];
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
        const order = this.#orders.get(id) ?? { trades: [], costs: [], exchanged: [] };
        this.#orders.set(id, order);
        order[part].push({ line: row.line, amount, currency });
      }
      return { note: "" };
    });
  }

  /** Costs that the trade on this line carries. */
  costsOf(id: string, line: number): Decimal {
    const order = this.#orders.get(id);
    const trade = order?.trades[0];
    if (!order || trade?.line !== line) return ZERO;
    return sum(order.costs.map((cost) => inTradeCurrency(order, cost)?.negated() ?? ZERO));
  }

  /** Line of the trade that carries the cost on this line; null when it stands for itself. */
  carrierOf(id: string, line: number): number | null {
    const order = this.#orders.get(id);
    const cost = order?.costs.find((each) => each.line === line);
    return order && cost && inTradeCurrency(order, cost) ? (order.trades[0]?.line ?? null) : null;
  }
}

function partOf(meaning: DegiroMeaning | null, words: string): keyof Order | null {
  switch (meaning?.is) {
    case "TRADE":
      return meaning.trade.occasion === "" ? "trades" : null;
    case "EFFECT":
      return meaning.effect === "FEE" || meaning.effect === "TAX" ? "costs" : null;
    case "INTERNAL":
      return /^(valuta|fx) /i.test(words) ? "exchanged" : null;
    case undefined:
      return null;
  }
}

function inTradeCurrency({ trades, exchanged }: Order, cost: Money): Decimal | null {
  const currency = trades[0]?.currency;
  if (currency === undefined || cost.currency === currency) return currency ? cost.amount : null;
  const total = (of: Currency) =>
    sum(exchanged.filter((each) => each.currency === of).map((each) => each.amount.abs()));
  const [bought, paid] = [total(currency), total(cost.currency)];
  if (bought.isZero() || paid.isZero()) return null;
  return cost.amount.times(bought).div(paid).toDecimalPlaces(2);
}
