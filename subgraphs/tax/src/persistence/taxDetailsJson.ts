import { z } from "zod";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { DETAIL_AMOUNTS, PERSON_AMOUNTS, type TaxDetails } from "../domain/taxDetails.js";

const amount = z
  .string()
  .regex(/^-?\d{1,13}(\.\d{1,2})?$/)
  .transform((text) => new Decimal(text));

/** The same schema for each name. */
const amounts = <N extends string>(names: readonly N[]) =>
  // one entry for each name, which fromEntries cannot tell
  Object.fromEntries(names.map((name) => [name, amount])) as Record<N, typeof amount>;

const person = z.strictObject({
  ...amounts(PERSON_AMOUNTS),
  selfEmploymentProfit: amount,
  socialSecurityWages: amount.nullable(),
  medicareWages: amount.nullable(),
  isStudent: z.boolean(),
});

/** The stored shape of `TaxDetails`: amounts as decimal text. */
const taxDetails = z.strictObject({
  ...amounts(DETAIL_AMOUNTS),
  filer: person,
  spouse: person.nullable(),
  spouseWages: amount.nullable(),
  dependents: z
    .array(z.strictObject({ ageYears: z.int(), isQualifyingChild: z.boolean() }))
    .nullable(),
  canBeClaimedAsDependent: z.boolean(),
  livedApart: z.boolean(),
  education: z.array(
    z.strictObject({
      credit: z.enum(["AMERICAN_OPPORTUNITY", "LIFETIME_LEARNING"]),
      expenses: amount,
    }),
  ),
  marketplace: z
    .strictObject({
      premiums: amount,
      benchmarkPremiums: amount,
      advancePayments: amount,
      region: z.enum(["CONTIGUOUS", "ALASKA", "HAWAII"]),
    })
    .nullable(),
});

/** @throws {z.ZodError} when what is stored is not what `toDetailsJson` writes */
export function fromDetailsJson(stored: unknown): TaxDetails | null {
  return stored === null || stored === undefined ? null : taxDetails.parse(stored);
}

/** The details as JSON text with decimals as text, null for none. */
export function toDetailsJson(details: TaxDetails | null): string | null {
  return details === null ? null : JSON.stringify(details);
}
