import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { LotChoice as LotChoiceModel, LotMethod } from "../domain/lotMethod.js";
import type { ReceivedSecurity as ReceivedModel, TransactionKind } from "../domain/transaction.js";
import type {
  Account as AccountModel,
  Import as ImportModel,
  Reversal as ReversalModel,
  StoredTransaction,
} from "../operations/ports.js";
import { Account } from "./Account.js";
import type { PortfoliosContext } from "./context.js";
import { Import } from "./Import.js";
import { Instrument } from "./Instrument.js";
import { LotChoice } from "./LotChoice.js";
import { CostBasisMethodEnum } from "./CostBasisMethod.js";
import { ReceivedSecurity } from "./ReceivedSecurity.js";
import { Reversal } from "./Reversal.js";
import { TransactionKindEnum } from "./TransactionKind.js";

@Key("id")
@ObjectType({
  description: "One booked row of a broker's file, or one that was entered by hand; never changed.",
})
export class Transaction {
  @Field(() => ID)
  id!: string;

  @Field(() => TransactionKindEnum)
  kind!: TransactionKind;

  @Field(() => CalendarDateScalar)
  tradeDate!: CalendarDate;

  @Field(() => CalendarDateScalar)
  settlementDate!: CalendarDate;

  @Field(() => String, { nullable: true })
  symbol!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Units moved, above 0; of a reverse split, below. Null when only cash moves.",
  })
  units!: Decimal | null;

  @Field(() => String, { description: "The broker's words." })
  description!: string;

  @Field(() => DecimalScalar, {
    description: "Account currency per unit of the row's currency on the trade date.",
  })
  fxRate!: Decimal;
}

@Resolver(() => Transaction)
export class TransactionFields {
  @FieldResolver(() => Account)
  account(
    @Root() { accountId }: StoredTransaction,
    @Ctx() context: PortfoliosContext,
  ): Promise<AccountModel | null> {
    return context.accountById.load(accountId);
  }

  @FieldResolver(() => Instrument, { nullable: true })
  instrument(@Root() { instrumentId }: StoredTransaction): { readonly id: string } | null {
    return instrumentId === null ? null : { id: instrumentId };
  }

  @FieldResolver(() => Money, { nullable: true, description: "Per unit, before fees." })
  price(@Root() { price, currency }: StoredTransaction): Money | null {
    return price && { amount: price, currency };
  }

  @FieldResolver(() => Money, { description: "Signed effect on cash, fees included." })
  amount(@Root() { amount, currency }: StoredTransaction): Money {
    return { amount, currency };
  }

  @FieldResolver(() => Money, { description: "Part of the amount." })
  fees(@Root() { fees, currency }: StoredTransaction): Money {
    return { amount: fees, currency };
  }

  @FieldResolver(() => [LotChoice], {
    description: "The purchases whose units it takes, where it names them.",
  })
  identifiedLots(@Root() { terms }: StoredTransaction): readonly LotChoiceModel[] {
    return terms?.lots ?? [];
  }

  @FieldResolver(() => CostBasisMethodEnum, {
    nullable: true,
    description: "Of this sale alone; null when the account's instruction decides.",
  })
  lotMethod(@Root() { terms }: StoredTransaction): LotMethod | null {
    return terms?.lotMethod ?? null;
  }

  @FieldResolver(() => ReceivedSecurity, { nullable: true, description: "Of a corporate action." })
  received(@Root() { terms }: StoredTransaction): ReceivedModel | null {
    return terms?.received ?? null;
  }

  @FieldResolver(() => Reversal, {
    nullable: true,
    description: "Why it no longer counts; null while it does.",
  })
  reversedBy(
    @Root() { id }: StoredTransaction,
    @Ctx() context: PortfoliosContext,
  ): Promise<ReversalModel | null> {
    return context.reversalOf.load(id);
  }

  @FieldResolver(() => Transaction, {
    nullable: true,
    description: "The reversed transaction whose place it takes: what it corrects or restores.",
  })
  reverses(
    @Root() { correctsId, restoresId }: StoredTransaction,
    @Ctx() context: PortfoliosContext,
  ): Promise<StoredTransaction | null> | null {
    const id = correctsId ?? restoresId;
    return id ? context.transactionById.load(id) : null;
  }

  @FieldResolver(() => [Transaction], {
    description:
      "What was booked in the same step, itself included: both ends of a transfer, both currencies of a conversion.",
  })
  entry(
    @Root() { id }: StoredTransaction,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly StoredTransaction[]> {
    return context.entryOfTransaction.load(id);
  }

  @FieldResolver(() => Import, {
    nullable: true,
    description: "The file it came from, or that the row it corrects came from; null when entered.",
  })
  import(
    @Root() { importId }: StoredTransaction,
    @Ctx() context: PortfoliosContext,
  ): Promise<ImportModel | null> | null {
    return importId === null ? null : context.importById.load(importId);
  }
}
