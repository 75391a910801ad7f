import {
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { RECONCILIATION_CAUSES, type ReconciliationCause as Cause } from "../domain/reconcile.js";
import type { StoredTransaction } from "../operations/ports.js";
import type {
  Declaration,
  PositionDifference as PositionDifferenceModel,
} from "../operations/reconcileAccount.js";
import { Instrument } from "./Instrument.js";
import { Transaction } from "./Transaction.js";

export const ReconciliationCause = Object.fromEntries(
  RECONCILIATION_CAUSES.map((value) => [value, value]),
) as { readonly [Value in Cause]: Value };
registerEnumType(ReconciliationCause, {
  name: "ReconciliationCause",
  description:
    "Why a declared figure may differ. DIVIDEND_SIZED: about as much as the last dividend. EQUAL_TRANSACTION: one that moves exactly the difference.",
});

@InputType({
  description: "What a statement says of one security: its symbol or its instrumentId.",
})
export class DeclaredPositionInput {
  @Field(() => String, { nullable: true })
  symbol?: string | null;

  @Field(() => ID, { nullable: true })
  instrumentId?: string | null;

  @Field(() => DecimalScalar, { description: "Below 0 when short." })
  units!: Decimal;
}

@InputType({ description: "What a broker's statement says at the end of a day." })
export class ReconcileInput {
  @Field(() => CalendarDateScalar)
  on!: CalendarDate;

  @Field(() => [DeclaredPositionInput], {
    description: "All positions, at most 2,000: what is not named is declared as 0.",
  })
  positions!: DeclaredPositionInput[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "In the account's currency; not compared when absent.",
  })
  cash?: Decimal | null;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: "The last day on which both agreed: transactions after it are listed.",
  })
  since?: CalendarDate | null;
}

export function declarationFrom({ on, positions, cash, since }: ReconcileInput): Declaration {
  return {
    on,
    positions: positions.map(({ symbol, instrumentId, units }) => ({
      symbol: symbol?.trim() ?? null,
      instrumentId: instrumentId ?? null,
      units,
    })),
    cash: cash ?? null,
    since: since ?? null,
  };
}

@ObjectType({ description: "What a difference may come from." })
export class ReconciliationExplanation {
  @Field(() => ReconciliationCause)
  cause!: Cause;

  @Field(() => String)
  message!: string;

  @Field(() => Boolean, {
    description: "True when it accounts for the whole difference by itself.",
  })
  isExact!: boolean;

  @Field(() => ID, { nullable: true })
  transactionId!: string | null;

  @Field(() => ID, { nullable: true, description: "Of the file whose row it is." })
  importId!: string | null;

  @Field(() => Int, { nullable: true, description: "Of the row in the file." })
  line!: number | null;
}

@ObjectType({ description: "A position whose declared units are not the computed ones." })
export class PositionDifference {
  @Field(() => String)
  symbol!: string;

  @Field(() => DecimalScalar)
  declared!: Decimal;

  @Field(() => DecimalScalar)
  computed!: Decimal;

  @Field(() => DecimalScalar, { description: "Declared less computed." })
  difference!: Decimal;

  @Field(() => [ReconciliationExplanation], {
    description: "What accounts for the whole difference first; empty when nothing is known.",
  })
  explanations!: ReconciliationExplanation[];
}

@Resolver(() => PositionDifference)
export class PositionDifferenceFields {
  @FieldResolver(() => Instrument, {
    nullable: true,
    description: "Null when no instrument with the symbol is known.",
  })
  instrument(@Root() { instrumentId }: PositionDifferenceModel): { readonly id: string } | null {
    return instrumentId === null ? null : { id: instrumentId };
  }

  @FieldResolver(() => [Transaction], {
    description: "Of this security after `since` until the day, newest first, at most 50.",
  })
  transactions(@Root() difference: PositionDifferenceModel): readonly StoredTransaction[] {
    return difference.transactions;
  }
}

@ObjectType({ description: "Declared and computed cash in the account's currency." })
export class CashDifference {
  @Field(() => DecimalScalar)
  declared!: Decimal;

  @Field(() => DecimalScalar)
  computed!: Decimal;

  @Field(() => DecimalScalar, { description: "Declared less computed, to the cent." })
  difference!: Decimal;

  @Field(() => [ReconciliationExplanation])
  explanations!: ReconciliationExplanation[];
}

@ObjectType({
  description:
    "A statement held against the ledger: positions and cash at the end of the day by trade date. Nothing is stored.",
})
export class AccountReconciliation {
  @Field(() => CalendarDateScalar)
  on!: CalendarDate;

  @Field(() => Boolean)
  isAgreed!: boolean;

  @Field(() => Int)
  positionsAgreed!: number;

  @Field(() => [PositionDifference], { description: "By symbol." })
  differences!: PositionDifference[];

  @Field(() => CashDifference, { nullable: true, description: "Null when none was declared." })
  cash!: CashDifference | null;
}
