import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { CsvRow, RowReading } from "./importedRow.js";
import type { FileReading, Layout } from "./layout.js";
import { Cancellations } from "./robinhoodCancellations.js";
import { readUsDate } from "./rowDate.js";
import { type RowEffect, draftOf } from "./rowEffect.js";
import { type RowReader, missing, readNumber, unknownAction } from "./rowReader.js";
import { hasColumns, startTable } from "./table.js";

/** Transaction codes of Robinhood; an open list: others are rejected by name. */
const CODES: ReadonlyMap<string, RowEffect> = new Map([
  ["BUY", "BUY"],
  ["DRIP", "BUY"],
  ["SELL", "SELL"],
  ["CDIV", "DIVIDEND"],
  ["MDIV", "DIVIDEND"],
  ["SDIV", "STOCK_DIVIDEND"],
  ["INT", "INTEREST"],
  ["MINT", "INTEREST"],
  ["SLIP", "INTEREST"],
  ["GOLD", "FEE"],
  ["AFEE", "FEE"],
  ["DFEE", "FEE"],
  ["DTAX", "WITHHOLDING"],
  ["ROC", "RETURN_OF_CAPITAL"],
  ["CIL", "CASH_IN_LIEU"],
  ["SPL", "SPLIT"],
  ["SPR", "SPLIT"],
  ["ACH", "CASH_TRANSFER"],
  ["RTP", "CASH_TRANSFER"],
  ["WIRE", "CASH_TRANSFER"],
  ["XENT", "CASH_TRANSFER"],
  ["ACATI", "TRANSFER"],
  ["ACATO", "TRANSFER"],
  ["ITRF", "TRANSFER"],
  ["BTO", "UNSUPPORTED"],
  ["STO", "UNSUPPORTED"],
  ["BTC", "UNSUPPORTED"],
  ["STC", "UNSUPPORTED"],
  ["OEXP", "UNSUPPORTED"],
  ["OASGN", "UNSUPPORTED"],
  ["OEXCS", "UNSUPPORTED"],
  ["SOFF", "UNSUPPORTED"],
  ["MRGS", "UNSUPPORTED"],
  ["SXCH", "UNSUPPORTED"],
]);

const HEADER = [
  "activity date",
  "process date",
  "settle date",
  "instrument",
  "description",
  "trans code",
  "quantity",
  "price",
  "amount",
];

/** Units; an S behind them (`10S`) says that they leave. */
function readUnits(reader: RowReader, code: string): Decimal | null {
  const text = reader.text("quantity");
  const leaving = /^([\d.,]+)S$/i.exec(text)?.[1];
  const units = leaving ? readNumber(leaving, "quantity") : readNumber(text, "quantity");
  if (code === "ACATI") return units?.abs() ?? null;
  return leaving || code === "ACATO" ? (units?.abs().negated() ?? null) : units;
}

/** Sales are written with and without a sign; the code says that they are sales. */
function tradedUnits(code: string, units: Decimal | null): Decimal | null {
  return code === "SELL" ? (units?.abs() ?? null) : units;
}

function read(reader: RowReader, row: CsvRow, cancellations: Cancellations): RowReading {
  const tradeDate = reader.date(readUsDate, "activity date");
  const action = reader.text("trans code");
  if (action === "") throw missing("trans code");
  const code = action.toUpperCase();
  if (code === "BCXL") return { note: cancellations.noteOf(row.line) };
  const effect = CODES.get(code);
  if (!effect) throw unknownAction(action);
  const cancelledBy = cancellations.cancellingLineOf(row.line);
  if (cancelledBy !== null) return { note: `cancelled by the broker on line ${cancelledBy}` };
  const values = {
    broker: "ROBINHOOD",
    brokerRowId: null,
    action,
    tradeDate,
    tradeTime: null,
    settlementDate: reader.optionalDate(readUsDate, "settle date"),
    symbol: reader.optionalText("instrument"),
    isin: null,
    units: tradedUnits(code, readUnits(reader, code)),
    price: reader.number("price"),
    amount: reader.number("amount"),
    fees: ZERO,
    currency: "USD",
    description: reader.text("description").replace(/\s+/g, " "),
    sourceAccount: null,
  } as const;
  return { draft: draftOf(effect, values, "SALES_POSITIVE") };
}

const isHeader = (cells: readonly string[]) => hasColumns(cells, HEADER);

function start(): FileReading {
  const cancellations = new Cancellations(isHeader);
  const parseRow = startTable({
    dateColumn: "activity date",
    isHeader,
    isRectangular: true,
    read: (reader, row) => read(reader, row, cancellations),
  });
  return { parseRow, survey: (row) => cancellations.survey(row) };
}

/**
 * Robinhood, account activity as CSV. Dates `M/D/YYYY`; money in parentheses is negative; a
 * description has line ends inside. A row that the broker cancelled (BCXL) is not booked.
 */
export const robinhood: Layout = { name: "ROBINHOOD", broker: "ROBINHOOD", isHeader, start };
