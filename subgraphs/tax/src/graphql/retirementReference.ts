import { z } from "zod";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { ACCOUNT_KINDS } from "../domain/retirement/householdAccounts.js";

const day = z.string().transform((text) => CalendarDateScalar.parseValue(text));
const decimal = z.string().transform((text) => DecimalScalar.parseValue(text));

/** A person in a representation. */
export const PERSON = z.object({ id: z.string(), birthDate: day.nullable() });

/** An account in a representation. */
export const ACCOUNT = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(ACCOUNT_KINDS),
  owner: z.object({ id: z.string() }).nullable(),
  yearEndValues: z.array(
    z.object({ year: z.number().int(), value: decimal, isEstimated: z.boolean() }),
  ),
});

/**
 * What a field requires, out of the wire form of a representation.
 *
 * @throws {Refusal} BAD_INPUT when a required field is missing or has another form
 */
export function parseRequired<Out>(shape: z.ZodType<Out>, reference: object): Out {
  const parsed = shape.safeParse(reference);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
  throw new Refusal("BAD_INPUT", `this field requires of its parent: ${fields}`, { fields });
}
