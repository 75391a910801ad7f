import { z } from "zod";
import { CalendarDateScalar, DateTimeScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { HeldLot } from "../operations/lotHarvest.js";
import { TaxTreatmentEnum } from "./TaxTreatment.js";

/** A lot as the router represents it: its key and, where harvest is asked, what harvest requires. */
export interface LotReference {
  readonly id: string;
}

/** A lot by its key; harvest reads the rest of the representation. */
export function resolveLot(reference: LotReference): Promise<LotReference> {
  return Promise.resolve(reference);
}

const decimal = z.string().transform((text) => DecimalScalar.parseValue(text));
const day = z.string().transform((text) => CalendarDateScalar.parseValue(text));
const instant = z.string().transform((text) => DateTimeScalar.parseValue(text));
const money = z.object({ amount: decimal, currency: z.string() });

const REPRESENTATION = z.object({
  householdId: z.string(),
  units: decimal,
  cost: money,
  acquiredOn: day,
  taxTreatment: z.enum(TaxTreatmentEnum),
  instrument: z.object({
    quote: z.object({ price: money, fxToUsd: decimal, asOf: instant }).nullable(),
  }),
  washSale: z.object({
    conflict: z.boolean(),
    permanent: z.boolean(),
    replacementUnits: decimal,
    atRiskUntil: day,
  }),
});

/**
 * What harvest requires, out of the wire form of a representation.
 *
 * @throws {Refusal} BAD_INPUT when a required field is missing or has another form
 */
export function toHeldLot(reference: LotReference): HeldLot {
  const parsed = REPRESENTATION.safeParse(reference);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new Refusal("BAD_INPUT", `harvest requires of a lot: ${fields}`, { fields });
  }
  const { instrument, ...lot } = parsed.data;
  return { ...lot, quote: instrument.quote };
}
