import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { federalParametersFor } from "./federalParameters.js";
import { federalPairs } from "./federalSheet.fixture.js";
import { at, figuresIn, type Json, type Pair } from "./referenceSheet.fixture.js";
import { retirementParametersFor } from "./retirement/retirementParameters.js";
import { retirementPairs } from "./retirement/retirementSheet.fixture.js";
import { agePairs, povertyPairs, rulePairs } from "./retirement/statutoryRules.fixture.js";
import { NO_TAX_YEARS } from "./states/noIncomeTax.js";
import { SUPPORTED_STATES } from "./states/stateTable.js";
import { FIGURES_OF } from "./states/stateSheet.fixture.js";
import { statePairs } from "./states/stateRules.fixture.js";

const REFERENCE = new URL("../../../../../shared/reference/tax-parameters.json", import.meta.url);
const YEARS = [2024, 2025, 2026];

/**
 * Where we know better than the sheet: 26 USC 24(b)(2), (h)(3) gives 400,000 to joint returns only,
 * as does Schedule 8812 line 9; federalParameters.test.ts holds our 200,000.
 */
const AGAINST_THE_SHEET = YEARS.map(
  (year) => `federal.${year}.childTaxCredit.phaseOutStart.survivingSpouse`,
);

const allPairs = (sheet: Json): readonly Pair[] => [
  ...YEARS.flatMap((year) => federalPairs(federalParametersFor(year), sheet)),
  ...YEARS.flatMap((year) => retirementPairs(retirementParametersFor(year), sheet)),
  ...agePairs(sheet),
  ...povertyPairs(sheet),
  ...rulePairs(sheet),
  ...statePairs(sheet, YEARS),
];

/** Where each number, truth value and null of the sheet stands. */
const figuresOf = (sheet: Json) =>
  ["federal", "rules", "tables", "states"].flatMap((part) => [
    ...figuresIn(at(sheet, part), part).keys(),
  ]);

/** @returns null with a printed notice when the reference sheet is not beside the project */
function referenceSheet(): Json | null {
  if (existsSync(REFERENCE)) return JSON.parse(readFileSync(REFERENCE, "utf8")) as Json;
  console.warn("skipped: ../shared/reference/tax-parameters.json is not here to compare with");
  return null;
}

describe("tax-parameters.json", () => {
  it("has no figure that differs from ours", () => {
    const sheet = referenceSheet();
    if (sheet === null) return;
    const differing = allPairs(sheet).filter(({ theirs, ours }) => theirs !== ours);
    expect(differing).toEqual([]);
  });

  it("has no figure that is not compared with ours, but for the one that we hold wrong", () => {
    const sheet = referenceSheet();
    if (sheet === null) return;
    const compared = new Set(allPairs(sheet).map(({ path }) => path));
    const figures = figuresOf(sheet);
    const left = figures.filter((path) => !compared.has(path));
    expect(left).toEqual(AGAINST_THE_SHEET);
    expect(figures.length).toBe(6519);
  });

  it("knows the same states as we do", () => {
    const sheet = referenceSheet();
    if (sheet === null) return;
    const theirs = Object.keys(at(sheet, "states", 2026) as object).toSorted();
    expect(SUPPORTED_STATES.map(({ code }) => code).toSorted()).toEqual(theirs);
    expect(NO_TAX_YEARS).toEqual(YEARS);
  });

  it("has the source of every state figure of ours beside it", () => {
    const figures = Object.values(FIGURES_OF).flatMap((years) =>
      Object.values(years).flatMap((of) => Object.values(of)),
    );
    expect(figures.length).toBeGreaterThan(200);
    expect(figures.filter(({ source }) => source.length <= 5)).toEqual([]);
  });
});
