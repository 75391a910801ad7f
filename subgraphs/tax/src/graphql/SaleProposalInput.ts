import { Field, ID, InputType } from "type-graphql";
import { DecimalScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Wanted } from "../domain/harvesting/saleProposal.js";
import type { SaleRequest } from "../operations/saleProposal.js";
import { dollars } from "./TaxDetailsInput.js";

@InputType({ description: "A sale that is wanted: one security, units or an amount." })
export class SaleProposalInput {
  @Field(() => ID, {
    nullable: true,
    description: "Lots of this position; either this or instrumentId.",
  })
  positionId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Lots of every taxable account, a child's not; either this or positionId.",
  })
  instrumentId?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "> 0; either this or amount." })
  units?: Decimal | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "> 0, USD: as many units as it buys at the quote, 6 places; either this or units.",
  })
  amount?: MoneyInput | null;

  @Field(() => String, {
    nullable: true,
    description: "One of taxStates: its income tax counts too. Federal tax alone when absent.",
  })
  state?: string | null;
}

/** @throws {Refusal} BAD_INPUT for both or neither of units and amount, or another currency */
export function toSaleRequest(input: SaleProposalInput, asOf: CalendarDate): SaleRequest {
  return {
    positionId: input.positionId ?? null,
    instrumentId: input.instrumentId ?? null,
    wanted: wantedOf(input),
    state: input.state ?? null,
    asOf,
  };
}

function wantedOf({ units, amount }: SaleProposalInput): Wanted {
  if (units && !amount) return { units };
  if (amount && !units) return { amountUsd: dollars("amount", amount) };
  throw new Refusal("BAD_INPUT", "a sale has either units or an amount", { field: "units" });
}
