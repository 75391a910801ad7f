import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { RowVerdict } from "../domain/importedRow.js";
import type { TransactionKind } from "../domain/transaction.js";
import type { ImportRow as ImportRowModel } from "../operations/ports.js";
import { ImportFailure } from "./ImportFailure.js";
import { Instrument } from "./Instrument.js";
import { RowVerdictEnum } from "./RowVerdict.js";
import { TransactionKindEnum } from "./TransactionKind.js";

@ObjectType({
  description:
    "One record of the file and what becomes of it. A record of two transactions, such as a conversion, is two rows of one line.",
})
export class ImportRow {
  @Field(() => Int, { description: "Line of the file on which it starts, from 1." })
  line!: number;

  @Field(() => String, {
    description: "The record as it stands in the file: text, whatever it starts with.",
  })
  raw!: string;

  @Field(() => RowVerdictEnum)
  verdict!: RowVerdict;

  @Field(() => ImportFailure, { nullable: true, description: "Of a rejected row." })
  reason!: ImportFailure | null;

  @Field(() => String, { nullable: true, description: "Of an informational row." })
  note!: string | null;
}

/** What would be booked; null on rows that hold no transaction. */
@Resolver(() => ImportRow)
export class ImportRowFields {
  @FieldResolver(() => TransactionKindEnum, { nullable: true })
  kind(@Root() { draft }: ImportRowModel): TransactionKind | null {
    return draft?.kind ?? null;
  }

  @FieldResolver(() => CalendarDateScalar, { nullable: true })
  tradeDate(@Root() { draft }: ImportRowModel): CalendarDate | null {
    return draft?.tradeDate ?? null;
  }

  @FieldResolver(() => String, { nullable: true })
  symbol(@Root() { draft }: ImportRowModel): string | null {
    return draft?.symbol ?? null;
  }

  @FieldResolver(() => Instrument, { nullable: true })
  instrument(@Root() { draft }: ImportRowModel): { readonly id: string } | null {
    return draft?.instrumentId ? { id: draft.instrumentId } : null;
  }

  @FieldResolver(() => DecimalScalar, { nullable: true })
  units(@Root() { draft }: ImportRowModel): Decimal | null {
    return draft?.units ?? null;
  }

  @FieldResolver(() => Money, { nullable: true })
  price(@Root() { draft }: ImportRowModel): Money | null {
    return draft?.price ? { amount: draft.price, currency: draft.currency } : null;
  }

  @FieldResolver(() => Money, { nullable: true })
  amount(@Root() { draft }: ImportRowModel): Money | null {
    return draft && { amount: draft.amount, currency: draft.currency };
  }

  @FieldResolver(() => Money, { nullable: true })
  fees(@Root() { draft }: ImportRowModel): Money | null {
    return draft && { amount: draft.fees, currency: draft.currency };
  }
}
