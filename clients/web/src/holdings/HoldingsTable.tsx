import { Link } from "@tanstack/react-router";
import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { memo, useRef } from "react";
import { Delta } from "../look/Delta.js";
import { label, money, percent, signedPercent, units } from "../look/figures.js";
import { Icon } from "../look/Icon.js";
import { LiveNumber } from "../look/LiveNumber.js";
import type { HoldingsSearch, Sort } from "../search.js";
import type { Line } from "./arrange.js";
import { useLiveQuotes } from "./useLiveQuotes.js";
import type { Valued } from "./valuation.js";

const ROW_PX = 58;
const HEAD_PX = 42;

const COLUMNS: readonly {
  readonly sort: Sort;
  readonly name: string;
  readonly isNumber: boolean;
}[] = [
  { sort: "symbol", name: "Instrument", isNumber: false },
  { sort: "account", name: "Account", isNumber: false },
  { sort: "day", name: "Price, today", isNumber: true },
  { sort: "value", name: "Value", isNumber: true },
  { sort: "weight", name: "Weight", isNumber: true },
  { sort: "gain", name: "Unrealized", isNumber: true },
  { sort: "gainPercent", name: "Unrealized %", isNumber: true },
];

/** Draws only what is in sight: 5,000 rows scroll like 50. Quotes are followed for what is in sight. */
export function HoldingsTable(props: {
  readonly lines: readonly Line[];
  readonly total: number;
  readonly search: HoldingsSearch;
  readonly change: (next: HoldingsSearch) => void;
}) {
  const { lines, total, search, change } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === "group" ? HEAD_PX : ROW_PX),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 8,
    scrollMargin: HEAD_PX,
  });
  const items = virtual.getVirtualItems();
  useLiveQuotes(
    items.flatMap(({ index }) => {
      const line = lines[index];
      return line?.kind === "position" ? [line.row.position.instrument] : [];
    }),
  );
  return (
    <div
      ref={scroller}
      className="scroll-x"
      style={{ maxHeight: "calc(100dvh - 270px)", minHeight: 320, overflowY: "auto" }}
      tabIndex={0}
      role="region"
      aria-label="Positions, scrollable"
    >
      <div
        role="table"
        className="grid-table"
        aria-rowcount={lines.length + 1}
        aria-label="Open positions"
      >
        <Head search={search} change={change} />
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {items.map((item) => (
            <TableLine key={item.key} item={item} line={lines[item.index]} total={total} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Head(props: {
  readonly search: HoldingsSearch;
  readonly change: (next: HoldingsSearch) => void;
}) {
  const { sort = "value", order } = props.search;
  return (
    <div role="rowgroup" className="grid-head" style={{ height: HEAD_PX }}>
      <div role="row" aria-rowindex={1} className="grid-row grid-head" data-head>
        {COLUMNS.map((column) => {
          const isSorted = column.sort === sort;
          const isUp = order === "asc";
          return (
            <div
              key={column.sort}
              role="columnheader"
              className={column.isNumber ? "number" : undefined}
              aria-sort={isSorted ? (isUp ? "ascending" : "descending") : "none"}
            >
              <button
                type="button"
                className="sort-button"
                onClick={() => props.change(nextSort(column, isSorted, isUp))}
              >
                {column.name}
                {isSorted ? <Icon name={isUp ? "up" : "down"} size={13} /> : null}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** A second press turns the order; numbers start with the largest, words with A. */
function nextSort(
  column: (typeof COLUMNS)[number],
  isSorted: boolean,
  isUp: boolean,
): HoldingsSearch {
  const startsUp = !column.isNumber;
  const goesUp = isSorted ? !isUp : startsUp;
  return { sort: column.sort, order: goesUp ? "asc" : undefined };
}

function TableLine(props: {
  readonly item: VirtualItem;
  readonly line: Line | undefined;
  readonly total: number;
}) {
  const { item, line, total } = props;
  if (!line) return null;
  return (
    <div
      role="row"
      aria-rowindex={item.index + 2}
      className="grid-row"
      style={{
        position: "absolute",
        insetInline: 0,
        top: 0,
        height: item.size,
        transform: `translateY(${item.start - HEAD_PX}px)`,
        ...(line.kind === "group" ? { background: "var(--wg-quiet-ground)", fontWeight: 600 } : {}),
      }}
    >
      {line.kind === "group" ? (
        <GroupCells line={line} total={total} />
      ) : (
        <Cells row={line.row} total={total} />
      )}
    </div>
  );
}

function GroupCells(props: {
  readonly line: Extract<Line, { kind: "group" }>;
  readonly total: number;
}) {
  const { line, total } = props;
  return (
    <>
      <div role="cell" className="clip">
        {line.name}
      </div>
      <div role="cell">{line.count} positions</div>
      <div role="cell" className="number">
        <Delta amount={line.dayChange} />
      </div>
      <div role="cell" className="number">
        {money(line.value)}
      </div>
      <div role="cell" className="number">
        {total > 0 ? percent(line.value / total, 1) : "–"}
      </div>
      <div role="cell" className="number">
        <Delta amount={line.gain} />
      </div>
      <div role="cell" />
    </>
  );
}

const Cells = memo(function Cells({
  row,
  total,
}: {
  readonly row: Valued;
  readonly total: number;
}) {
  const { position, price, value, gain, gainFraction, dayFraction } = row;
  const { instrument, account } = position;
  return (
    <>
      <div role="cell" className="clip">
        <Link
          className="link"
          to="/holdings/$instrumentId"
          params={{ instrumentId: instrument.id }}
          style={{ fontWeight: 600 }}
        >
          {instrument.symbol}
        </Link>
        <div className="clip" style={{ color: "var(--mantine-color-dimmed)", fontSize: "0.78rem" }}>
          {instrument.name}
        </div>
      </div>
      <div role="cell" className="clip">
        {account.name}
        <div style={{ color: "var(--mantine-color-dimmed)", fontSize: "0.78rem" }}>
          {label(account.kind)}
        </div>
      </div>
      <div role="cell" className="number">
        {price === null ? (
          "no quote"
        ) : (
          <LiveNumber value={price} text={money(price, instrument.currency)} />
        )}
        <Fraction value={dayFraction} />
      </div>
      <div role="cell" className="number">
        {value === null ? "–" : <LiveNumber value={value} text={money(value)} />}
        <div style={{ color: "var(--mantine-color-dimmed)", fontSize: "0.78rem" }}>
          {units(position.units)} units
        </div>
      </div>
      <div role="cell" className="number">
        {value === null || total <= 0 ? "–" : percent(value / total, 1)}
      </div>
      <div role="cell" className="number">
        {gain === null ? "–" : <Delta amount={gain} />}
      </div>
      <div role="cell" className="number">
        <Fraction value={gainFraction} />
      </div>
    </>
  );
});

function Fraction({ value }: { readonly value: number | null }) {
  if (value === null) return null;
  return (
    <div
      className={value < 0 ? "loss" : value > 0 ? "gain" : undefined}
      style={{ fontSize: "0.82rem" }}
    >
      {signedPercent(value)}
    </div>
  );
}
