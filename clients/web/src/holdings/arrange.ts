import type { HoldingsSearch, Sort } from "../search.js";
import { label } from "../look/figures.js";
import type { Valued } from "./valuation.js";

/** A line of the table: a position, or the head of a group with its sums. */
export type Line =
  | { readonly kind: "position"; readonly key: string; readonly row: Valued }
  | {
      readonly kind: "group";
      readonly key: string;
      readonly name: string;
      readonly count: number;
      readonly value: number;
      readonly gain: number;
      readonly dayChange: number;
    };

const BY: Readonly<Record<Sort, (row: Valued) => number | string | null>> = {
  symbol: ({ position }) => position.symbol,
  account: ({ position }) => position.account.name,
  value: ({ value }) => value,
  weight: ({ value }) => value,
  day: ({ dayFraction }) => dayFraction,
  gain: ({ gain }) => gain,
  gainPercent: ({ gainFraction }) => gainFraction,
};

/** Filters, sorts and groups as the address says; what has no figure comes last in either order. */
export function arrange(rows: readonly Valued[], search: HoldingsSearch): Line[] {
  const kept = rows.filter(filterOf(search)).sort(orderOf(search));
  if (!search.group) return kept.map(positionLine);
  const groups = new Map<string, Valued[]>();
  for (const row of kept) {
    const name = groupName(row, search.group);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups]
    .map(([name, members]) => ({ head: headOf(name, members), members }))
    .sort((a, b) => b.head.value - a.head.value)
    .flatMap(({ head, members }) => [head, ...members.map(positionLine)]);
}

function filterOf({ text, account, assetClass }: HoldingsSearch): (row: Valued) => boolean {
  const wanted = text?.trim().toLowerCase() ?? "";
  return ({ position }) =>
    (account === undefined || position.account.id === account) &&
    (assetClass === undefined || position.instrument.assetClass === assetClass) &&
    (wanted === "" ||
      `${position.symbol} ${position.instrument.name}`.toLowerCase().includes(wanted));
}

function orderOf({ sort = "value", order }: HoldingsSearch): (a: Valued, b: Valued) => number {
  const by = BY[sort];
  const sign = order === "asc" ? -1 : 1;
  return (a, b) => {
    const [left, right] = [by(a), by(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === "string" || typeof right === "string")
      return sign * String(right).localeCompare(String(left));
    return sign * (right - left);
  };
}

function groupName({ position }: Valued, group: NonNullable<HoldingsSearch["group"]>): string {
  switch (group) {
    case "account":
      return position.account.name;
    case "assetClass":
      return label(position.instrument.assetClass);
    case "instrument":
      return `${position.instrument.symbol} · ${position.instrument.name}`;
  }
}

function headOf(name: string, members: readonly Valued[]): Extract<Line, { kind: "group" }> {
  const sum = (of: (row: Valued) => number | null): number =>
    members.reduce((total, row) => total + (of(row) ?? 0), 0);
  return {
    kind: "group",
    key: `group ${name}`,
    name,
    count: members.length,
    value: sum((row) => row.value),
    gain: sum((row) => row.gain),
    dayChange: sum((row) => row.dayChange),
  };
}

function positionLine(row: Valued): Line {
  return { kind: "position", key: row.position.id, row };
}
