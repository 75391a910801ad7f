import { decodeCursor, type Page, pageSize } from "@wealthgraph/chassis/connection";
import { isId } from "@wealthgraph/chassis/id";
import { parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { StoredDisposal } from "../operations/disposalPorts.js";
import type { ImportRow, Slice, StoredPosition, StoredTransaction } from "../operations/ports.js";

type Part = string | number;

/** Sort keys: positions by symbol, transactions newest first, rows by line. */
export const positionKey = ({ symbol, id }: StoredPosition): readonly Part[] => [symbol, id];
export const transactionKey = ({ tradeDate, id }: StoredTransaction): readonly Part[] => [
  tradeDate,
  id,
];
export const disposalKey = ({ disposedOn, id }: StoredDisposal): readonly Part[] => [
  disposedOn,
  id,
];
export const rowKey = ({ line, part }: ImportRow): readonly Part[] => [line, part];

const isText = (part: Part) => typeof part === "string" && !/\p{Cc}/u.test(part);
const isIdPart = (part: Part) => typeof part === "string" && isId(part);
const isDatePart = (part: Part) => typeof part === "string" && parseCalendarDate(part) !== null;
const isCount = (part: Part) => Number.isInteger(part) && Number(part) < 2 ** 31;

/** One row more than the page holds, so that it is known whether another page follows. */
function sliceOf(
  first: number | null | undefined,
  after: string | null | undefined,
  parts: readonly ((part: Part) => boolean)[],
): Slice {
  const key = decodeCursor(after, parts.length);
  if (key && !key.every((part, i) => parts[i]?.(part))) {
    throw new Refusal("BAD_INPUT", "after is a cursor that an earlier page of this list returned");
  }
  return { first: pageSize(first) + 1, after: key };
}

type Argument<T> = T | null | undefined;

export const positionSlice = (first: Argument<number>, after: Argument<string>): Slice =>
  sliceOf(first, after, [isText, isIdPart]);
export const transactionSlice = (first: Argument<number>, after: Argument<string>): Slice =>
  sliceOf(first, after, [isDatePart, isIdPart]);
/** By day and id, as transactions. */
export const disposalSlice = transactionSlice;
export const rowSlice = (first: Argument<number>, after: Argument<string>): Slice =>
  sliceOf(first, after, [isCount, isCount]);

export function pageOf<Node>(found: readonly Node[], slice: Slice): Page<Node> {
  const size = slice.first - 1;
  return { nodes: found.slice(0, size), hasNextPage: found.length > size };
}
