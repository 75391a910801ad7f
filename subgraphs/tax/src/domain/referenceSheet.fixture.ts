import type { ByFilingStatus } from "./filingStatus.js";

/** The reference sheet's names of the filing statuses. */
export const THEIR_STATUS: ByFilingStatus<string> = {
  SINGLE: "single",
  MARRIED_FILING_JOINTLY: "marriedJoint",
  MARRIED_FILING_SEPARATELY: "marriedSeparate",
  HEAD_OF_HOUSEHOLD: "headOfHousehold",
  QUALIFYING_SURVIVING_SPOUSE: "survivingSpouse",
};

export type Leaf = string | number | boolean | null;
export type Json = Leaf | { readonly [key: string]: Json } | readonly Json[];
export type Key = string | number;

/** What stands at a path; null where the path ends early. */
export const at = (json: Json, ...path: Key[]): Json =>
  path.reduce<Json>((j, key) => (j as Record<Key, Json> | null)?.[key] ?? null, json);

/** Every figure (number, truth value, null) of a subtree by its dotted path; prose is no figure. */
export function figuresIn(json: Json, path = ""): ReadonlyMap<string, Leaf> {
  if (typeof json === "string") return new Map();
  if (json === null || typeof json !== "object") return new Map([[path, json]]);
  return new Map(
    Object.entries(json).flatMap(([key, child]) => [
      ...figuresIn(child as Json, path ? `${path}.${key}` : key),
    ]),
  );
}

/** A figure of ours beside theirs. */
export interface Pair {
  readonly path: string; // dotted, in the whole sheet
  readonly theirs: Json;
  readonly ours: Leaf;
}

/** A decimal, a plain value, or null for what the law does not have. */
export type Ours = { toNumber(): number } | Leaf;
export type Check = (ours: Ours, ...path: Key[]) => void;

const plain = (ours: Ours): Leaf =>
  ours !== null && typeof ours === "object" ? ours.toNumber() : ours;

/** Collects pairs below a path. A path that ends in their null stands for that null. */
export function comparison(sheet: Json, ...root: Key[]): { pairs: Pair[]; check: Check } {
  const pairs: Pair[] = [];
  const check: Check = (ours, ...path) => {
    const full = [...root, ...path];
    const length = full.findIndex((_, i) => at(sheet, ...full.slice(0, i + 1)) === null);
    const known = length < 0 ? full : full.slice(0, length + 1);
    pairs.push({ path: known.join("."), theirs: at(sheet, ...full), ours: plain(ours) });
  };
  return { pairs, check };
}
