import { describe, expect, it } from "@jest/globals";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { checkTaxDetails } from "./checkTaxDetails.js";
import type { FilingStatus } from "./filingStatus.js";
import {
  DETAIL_AMOUNTS,
  PERSON_AMOUNTS,
  type PersonDetails,
  type TaxDetails,
} from "./taxDetails.js";
import { type TaxProfileEntry, taxFactsOf } from "./taxProfile.js";

const usd = (amount: number) => new Decimal(amount);
const zeros = <N extends string>(names: readonly N[]) =>
  Object.fromEntries(names.map((name) => [name, ZERO])) as Record<N, Decimal>;

const person = (change: Partial<PersonDetails> = {}): PersonDetails => ({
  ...zeros(PERSON_AMOUNTS),
  selfEmploymentProfit: ZERO,
  socialSecurityWages: null,
  medicareWages: null,
  isStudent: false,
  ...change,
});

const details = (change: Partial<TaxDetails> = {}): TaxDetails => ({
  ...zeros(DETAIL_AMOUNTS),
  filer: person(),
  spouse: null,
  spouseWages: null,
  dependents: null,
  canBeClaimedAsDependent: false,
  livedApart: false,
  education: [],
  marketplace: null,
  ...change,
});

const entry = (filingStatus: FilingStatus, of: TaxDetails | null): TaxProfileEntry => ({
  householdId: "0190a000-0000-7000-8000-000000000001",
  year: 2025,
  filingStatus,
  wages: usd(100000),
  interest: usd(500),
  ordinaryDividends: usd(300),
  qualifiedDividends: usd(200),
  shortTermGain: ZERO,
  longTermGain: ZERO,
  shortTermLossCarryover: ZERO,
  longTermLossCarryover: ZERO,
  otherIncome: ZERO,
  itemizedDeductions: ZERO,
  spouseItemizes: false,
  filerBirthDate: null,
  filerIsBlind: false,
  spouseBirthDate: null,
  spouseIsBlind: false,
  details: of,
});

describe("taxFactsOf with details", () => {
  it("splits the wages when the spouse's part is stated, and says so when not", () => {
    const wages = (of: TaxDetails | null) => {
      const facts = taxFactsOf(entry("MARRIED_FILING_JOINTLY", of));
      return [facts.filers.map((f) => f.wages.toNumber()), facts.isWageSplitKnown];
    };
    expect(wages(null)).toEqual([[100000, 0], false]);
    expect(wages(details())).toEqual([[100000, 0], false]);
    expect(wages(details({ spouseWages: usd(30000) }))).toEqual([[70000, 30000], true]);
  });

  it("puts each amount of a person where Form 8606 and the others ask for it", () => {
    const of = details({
      filer: person({
        iraDistributions: usd(1),
        rothConversions: usd(2),
        iraBasis: usd(3),
        iraNonDeductibleContributions: usd(4),
        iraYearEndValue: usd(5),
        medicareWages: usd(6),
      }),
      spouse: person({ pensions: usd(7), selfEmploymentProfit: usd(-8) }),
    });
    const [filer, spouse] = taxFactsOf(entry("MARRIED_FILING_JOINTLY", of)).filers;
    expect(Object.values(filer?.ira ?? {}).map(Number)).toEqual([1, 2, 3, 4, 5]);
    expect(filer?.medicareWages?.toNumber()).toBe(6);
    expect([spouse?.pensions, spouse?.selfEmploymentProfit].map(Number)).toEqual([7, -8]);
  });

  it("leaves dependents unstated without details, and none when none are stated", () => {
    expect(taxFactsOf(entry("SINGLE", null)).dependents).toBeNull();
    expect(taxFactsOf(entry("SINGLE", details({ dependents: [] }))).dependents).toEqual([]);
  });
});

describe("checkTaxDetails", () => {
  const fieldOf = (status: FilingStatus, change: Partial<TaxDetails>): unknown => {
    const of = details(change);
    try {
      checkTaxDetails(entry(status, of), of);
      return null;
    } catch (error) {
      return error instanceof Refusal ? error.facts["field"] : error;
    }
  };

  it.each([...DETAIL_AMOUNTS])("refuses a negative %s", (name) => {
    expect(fieldOf("SINGLE", { [name]: usd(-1) })).toBe(name);
  });

  it.each([...PERSON_AMOUNTS])("refuses a filer's negative %s", (name) => {
    expect(fieldOf("SINGLE", { filer: person({ [name]: usd(-1) }) })).toBe(`filer.${name}`);
  });

  it.each<[string, Partial<TaxDetails>]>([
    ["usGovernmentInterest", { usGovernmentInterest: usd(501) }],
    ["realEstateDividends", { realEstateDividends: usd(101) }],
    ["privateActivityBondInterest", { privateActivityBondInterest: usd(1) }],
    ["collectiblesGain", { collectiblesGain: usd(1) }],
    ["filer.publicPensions", { filer: person({ publicPensions: usd(1) }) }],
    ["dependents", { dependents: [{ ageYears: -1, isQualifyingChild: true }] }],
    ["dependents", { dependents: [{ ageYears: 1.5, isQualifyingChild: true }] }],
    ["livedApart", { livedApart: true }],
    ["spouse", { spouse: person() }],
  ])("refuses %s that cannot be", (field, change) => {
    expect(fieldOf("SINGLE", change)).toBe(field);
  });

  it("takes a loss of a business, parts up to their whole, and a head of household who states nobody", () => {
    expect(fieldOf("SINGLE", { filer: person({ selfEmploymentProfit: usd(-1) }) })).toBeNull();
    expect(fieldOf("SINGLE", { usGovernmentInterest: usd(500) })).toBeNull();
    expect(fieldOf("HEAD_OF_HOUSEHOLD", {})).toBeNull();
    expect(fieldOf("HEAD_OF_HOUSEHOLD", { dependents: [] })).toBe("dependents");
  });
});
