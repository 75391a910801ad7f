import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { EntryKind } from "../domain/ledgerEntry.js";
import type { LotChoice, LotMethod } from "../domain/lotMethod.js";
import {
  addTransaction,
  type BookedEntry as BookedEntryModel,
  type NewTransaction,
} from "../operations/addTransaction.js";
import { LEDGER_CURRENCY } from "../operations/createAccount.js";
import { BookedEntry } from "./BookedEntry.js";
import type { PortfoliosContext } from "./context.js";
import { EntryKindEnum } from "./EntryKind.js";
import { CostBasisMethodEnum } from "./CostBasisMethod.js";

@InputType({ description: "What a currency conversion gave." })
export class ConvertedInput {
  @Field(() => DecimalScalar, { description: "Above 0." })
  amount!: Decimal;

  @Field(() => String, { description: "ISO 4217 code." })
  currency!: string;
}

@InputType({ description: "Units of one purchase." })
export class LotChoiceInput {
  @Field(() => ID, { description: "The transaction that bought them: Lot.purchase." })
  purchaseId!: string;

  @Field(() => DecimalScalar, { description: "Above 0." })
  units!: Decimal;
}

@InputType({ description: "The security that a corporate action gives." })
export class ReceivedInput {
  @Field(() => String)
  symbol!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "In all, above 0; absent of a SYMBOL_CHANGE: as many as were held.",
  })
  units?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Of a SPIN_OFF: share of the cost that goes with it, 0 to 1 (Form 8937).",
  })
  basisShare?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Of a MERGER with cash: market value of a unit received.",
  })
  price?: Decimal | null;
}

@InputType({
  description: "One thing that happened, in magnitudes: the kind knows the direction.",
})
export class AddTransactionInput {
  @Field(() => ID)
  accountId!: string;

  @Field(() => EntryKindEnum)
  kind!: EntryKind;

  @Field(() => CalendarDateScalar, { description: "Decides lots, holding periods and tax year." })
  tradeDate!: CalendarDate;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: "When absent, the settlement cycle of the trade date's era.",
  })
  settlementDate?: CalendarDate | null;

  @Field(() => String, { nullable: true })
  symbol?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Above 0; of a SPLIT the units added, below 0 for a reverse split.",
  })
  units?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Per unit, before fees; of a TRANSFER_IN the cost.",
  })
  price?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "Cash that moves, fees included, above 0 (INTEREST: below 0 when paid). Of a trade it follows from units and price.",
  })
  amount?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Part of the amount; 0 when absent." })
  fees?: Decimal | null;

  @Field(() => String, { nullable: true, description: "ISO 4217 code; USD when absent." })
  currency?: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Tax withheld from a DIVIDEND (whose amount is gross) or a REINVESTMENT.",
  })
  withheld?: Decimal | null;

  @Field(() => ConvertedInput, {
    nullable: true,
    description: "Of an FX_CONVERSION; amount and currency are what was given for it.",
  })
  converted?: ConvertedInput | null;

  @Field(() => ReceivedInput, {
    nullable: true,
    description: "Of a SPIN_OFF, MERGER (whose amount is the cash) or SYMBOL_CHANGE.",
  })
  received?: ReceivedInput | null;

  @Field(() => [LotChoiceInput], {
    nullable: true,
    description: "Specific identification: the purchases that the units leave; they sum to units.",
  })
  lots?: LotChoiceInput[] | null;

  @Field(() => CostBasisMethodEnum, {
    nullable: true,
    description: "Of this sale or transfer alone; the account's when absent.",
  })
  lotMethod?: LotMethod | null;

  @Field(() => ID, { nullable: true, description: "Of a TRANSFER: the account it goes to." })
  toAccountId?: string | null;

  @Field(() => String, { nullable: true, description: "At most 500 characters." })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Names the request, so that repeating it books nothing. When absent its content does: a second one alike needs a key.",
  })
  idempotencyKey?: string | null;
}

const given = <T>(value: T | null | undefined): T | null => value ?? null;
const trimmed = (text: string | null | undefined): string => text?.trim() ?? "";

export const lotChoices = (lots: readonly LotChoiceInput[]): LotChoice[] =>
  lots.map(({ purchaseId, units }) => ({ purchaseId, units }));

const receivedInput = ({ symbol, units, basisShare, price }: ReceivedInput) => ({
  symbol: trimmed(symbol),
  units: given(units),
  basisShare: given(basisShare),
  price: given(price),
});

/** The input as the operation takes it. */
export function newTransaction(input: AddTransactionInput): NewTransaction {
  const { accountId, kind, tradeDate, converted, received } = input;
  const symbol = trimmed(input.symbol);
  return {
    accountId,
    kind,
    tradeDate,
    settlementDate: given(input.settlementDate),
    symbol: symbol === "" ? null : symbol,
    units: given(input.units),
    price: given(input.price),
    amount: given(input.amount),
    fees: input.fees ?? ZERO,
    currency: input.currency ?? LEDGER_CURRENCY,
    withheld: input.withheld ?? ZERO,
    received: received ? receivedInput(received) : null,
    lots: input.lots ? lotChoices(input.lots) : null,
    lotMethod: given(input.lotMethod),
    converted: converted ? { amount: converted.amount, currency: converted.currency } : null,
    toAccountId: given(input.toAccountId),
    description: trimmed(input.description),
    idempotencyKey: given(input.idempotencyKey),
  };
}

@Resolver()
export class AddTransactionMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => BookedEntry, { description: "Books what you enter, all of it or nothing." })
  addTransaction(
    @Arg("input", () => AddTransactionInput) input: AddTransactionInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<BookedEntryModel> {
    return addTransaction(services, viewer, newTransaction(input));
  }
}
