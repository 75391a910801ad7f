import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type ImportedHistory, readMonthlyHistory } from "../domain/importedHistory.js";
import type { MarketHistoryStore } from "./ports.js";

/** Histories of one household. */
const HISTORIES_MAX = 20;

export interface ImportMarketHistory {
  readonly householdId: string;
  readonly name: string;
  readonly source: string;
  readonly csv: string;
}

/**
 * Reads a file of monthly returns and keeps it for the household.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN; HISTORY_INVALID naming line and column; BAD_INPUT for name
 * or source, or above 20 histories
 */
export async function importMarketHistory(
  histories: MarketHistoryStore,
  viewer: Viewer,
  { householdId, name, source, csv }: ImportMarketHistory,
): Promise<ImportedHistory> {
  requireHousehold(viewer, householdId, "write");
  const named = { name: textOf("name", name, 200), source: textOf("source", source, 500) };
  const read = readMonthlyHistory(csv);
  if ((await histories.ofHousehold(householdId)).length >= HISTORIES_MAX) {
    throw new Refusal("BAD_INPUT", `a household has at most ${HISTORIES_MAX} histories`, {
      historiesMax: HISTORIES_MAX,
    });
  }
  return histories.add(householdId, { ...named, ...read });
}

function textOf(input: string, text: string, max: number): string {
  const trimmed = text.trim();
  if (trimmed.length < 1 || trimmed.length > max) {
    throw new Refusal("BAD_INPUT", `${input} has 1 to ${max} characters`, { input, max });
  }
  return trimmed;
}

/** @throws {Refusal} NOT_FOUND for a household that is not the viewer's */
export async function householdMarketHistories(
  histories: MarketHistoryStore,
  viewer: Viewer,
  householdId: string,
): Promise<readonly ImportedHistory[]> {
  requireHousehold(viewer, householdId, "read");
  return histories.ofHousehold(householdId);
}

/** @throws {Refusal} NOT_FOUND unless it is the household's */
export async function historyOf(
  histories: MarketHistoryStore,
  householdId: string,
  id: string,
): Promise<ImportedHistory> {
  const history = await histories.byId(id);
  if (history?.householdId !== householdId) {
    throw new Refusal("NOT_FOUND", "the household has no market history with this id");
  }
  return history;
}
