import { z } from "zod";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { TaxDisposal } from "../domain/reports/taxDisposal.js";

/** What a report requires of its year. */
export const DISPOSAL_FIELDS =
  "disposals { id transactionId source symbol units purchasedOn acquiredOn disposedOn term proceeds { amount currency } cost { amount currency } disallowedLoss { amount currency } permanentLoss { amount currency } isCostKnown isDigitalAsset taxTreatment isOfChild brokerCode washSaleUntil } capitalGainDistributions";

const day = z.string().transform((text) => CalendarDateScalar.parseValue(text));
const decimal = z.string().transform((text) => DecimalScalar.parseValue(text));

/** A return is in US dollars; so is every ledger we keep. */
const usd = z
  .object({ amount: decimal, currency: z.literal("USD") })
  .transform(({ amount }) => amount);

/** A disposal in its wire form. */
const DISPOSAL = z
  .object({
    id: z.string(),
    transactionId: z.string(),
    source: z.enum(["SALE", "CASH_IN_LIEU", "RETURN_OF_CAPITAL", "SHORT_SALE", "MERGER"]),
    symbol: z.string(),
    units: decimal,
    purchasedOn: day,
    acquiredOn: day,
    disposedOn: day,
    term: z.enum(["SHORT", "LONG"]),
    proceeds: usd,
    cost: usd,
    disallowedLoss: usd,
    permanentLoss: usd,
    isCostKnown: z.boolean(),
    isDigitalAsset: z.boolean(),
    taxTreatment: z.string(),
    isOfChild: z.boolean(),
    brokerCode: z.string().nullable(),
    washSaleUntil: day.nullable(),
  })
  .transform(({ taxTreatment, brokerCode: broker, ...rest }): TaxDisposal => ({
    ...rest,
    broker,
    isSheltered: taxTreatment !== "TAXABLE",
  }));

export const DISPOSALS = z.array(DISPOSAL);

const YEAR = z.object({ disposals: DISPOSALS, capitalGainDistributions: decimal });

/**
 * A year's disposals out of the wire form of a representation.
 *
 * @throws {Refusal} BAD_INPUT when a required field is missing or has another form
 */
export function toYearOfDisposals(reference: object): z.output<typeof YEAR> {
  const parsed = YEAR.safeParse(reference);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
  throw new Refusal("BAD_INPUT", `a report requires of its year: ${fields}`, { fields });
}
