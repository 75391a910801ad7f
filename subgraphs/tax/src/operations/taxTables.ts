import { Refusal } from "@wealthgraph/kernel/refusal";
import { stateSchedule } from "../domain/states/stateSchedule.js";
import { stateRuleFor } from "../domain/states/stateTable.js";
import type { TaxSchedule } from "../domain/taxSchedule.js";
import {
  FEDERAL_TABLE_KINDS,
  federalTable,
  STATE_TABLE_KINDS,
  tableFigures,
  type TaxTables,
  type TaxTablesKey,
} from "../domain/taxTables.js";

/** Tables do not depend on a household: the latest asked are kept. */
const KEPT_MAX = 64;
const kept = new Map<string, Promise<TaxTables>>();

/**
 * Tax from the first dollar of a return with filing status and ages and nothing else.
 *
 * Each schedule is some hundred returns: the process serves others between two of them.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN, TAX_STATE_UNKNOWN; BAD_INPUT for more aged persons than filers
 */
export function taxTables(key: TaxTablesKey): Promise<TaxTables> {
  const filers = key.filingStatus === "MARRIED_FILING_JOINTLY" ? 2 : 1;
  if (!(key.agedPersons >= 0 && key.agedPersons <= filers)) {
    throw new Refusal("BAD_INPUT", `agedPersons is from 0 to ${filers}`, {
      input: "agedPersons",
      asked: key.agedPersons,
      max: filers,
    });
  }
  const name = [key.year, key.filingStatus, key.agedPersons, key.state ?? ""].join();
  const known = kept.get(name);
  if (known) return known;
  const made = compute(key);
  kept.set(name, made);
  made.catch(() => kept.delete(name));
  const [oldest] = kept.keys();
  if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
  return made;
}

async function compute(key: TaxTablesKey): Promise<TaxTables> {
  const figures = tableFigures(key);
  const { state } = key;
  if (state !== null) stateRuleFor(state);
  const federal: TaxSchedule[] = [];
  const stateSchedules: TaxSchedule[] = [];
  for (const kind of FEDERAL_TABLE_KINDS) {
    federal.push(federalTable(key, kind));
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const kind of state === null ? [] : STATE_TABLE_KINDS) {
    stateSchedules.push(stateSchedule({ ...key, state: state ?? "" }, kind));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { ...key, ...figures, federal, stateSchedules };
}
