import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { External, Key } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { type TaxTreatment, taxTreatmentOf } from "../domain/account.js";
import { lotWashSaleRisk, type NamedWashSaleRisk } from "../operations/lotWashSaleRisk.js";
import type {
  Account as AccountModel,
  StoredLot,
  StoredPosition,
  StoredTransaction,
} from "../operations/ports.js";
import { Account } from "./Account.js";
import type { PortfoliosContext } from "./context.js";
import { Instrument } from "./Instrument.js";
import { LotHarvest } from "./LotHarvest.js";
import { Position } from "./Position.js";
import { TaxTreatmentEnum } from "./TaxTreatment.js";
import { Transaction } from "./Transaction.js";
import { WashSaleRisk } from "./WashSaleRisk.js";

@Key("id")
@ObjectType({
  description: "Units of an instrument bought together, as far as they are still held.",
})
export class Lot {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  householdId!: string;

  @Field(() => DecimalScalar, { description: "Always above 0." })
  units!: Decimal;

  @Field(() => CalendarDateScalar, {
    description: "Start of the holding period: the trade date, moved back by wash-sale tacking.",
  })
  acquiredOn!: CalendarDate;

  @Field(() => CalendarDateScalar, { description: "Trade date of the purchase." })
  purchasedOn!: CalendarDate;

  @Field(() => Boolean, {
    description: "False for units that were transferred in without their cost.",
  })
  isCostKnown!: boolean;

  @Field(() => ID, {
    description:
      "The transaction that acquired the units; lots of one purchase do not replace each other.",
  })
  purchaseId!: string;

  @External()
  @Field(() => LotHarvest, { nullable: true })
  harvest?: LotHarvest | null;
}

@Resolver(() => Lot)
export class LotFields {
  @FieldResolver(() => Position)
  position(
    @Root() { positionId }: StoredLot,
    @Ctx() context: PortfoliosContext,
  ): Promise<StoredPosition | null> {
    return context.positionById.load(positionId);
  }

  @FieldResolver(() => Account)
  account(
    @Root() { accountId }: StoredLot,
    @Ctx() context: PortfoliosContext,
  ): Promise<AccountModel | null> {
    return context.accountById.load(accountId);
  }

  @FieldResolver(() => Instrument)
  instrument(@Root() { instrumentId }: StoredLot): { readonly id: string } {
    return { id: instrumentId };
  }

  @FieldResolver(() => Money, { description: "Fees and disallowed losses included." })
  cost(@Root() lot: StoredLot): Money {
    return { amount: lot.cost, currency: lot.currency };
  }

  @FieldResolver(() => Money, { description: "Part of the cost that wash sales added." })
  disallowedLoss(@Root() lot: StoredLot): Money {
    return { amount: lot.disallowedLoss, currency: lot.currency };
  }

  @FieldResolver(() => Transaction, {
    nullable: true,
    description:
      "The transaction that acquired the units: names them in a specific identification.",
  })
  purchase(
    @Root() { purchaseId }: StoredLot,
    @Ctx() context: PortfoliosContext,
  ): Promise<StoredTransaction | null> {
    return context.transactionById.load(purchaseId);
  }

  @FieldResolver(() => TaxTreatmentEnum)
  taxTreatment(@Root() { accountKind }: StoredLot): TaxTreatment {
    return taxTreatmentOf(accountKind);
  }

  @FieldResolver(() => Boolean, {
    description:
      "True when these units were bought and have not replaced units sold at a loss yet.",
  })
  canReplace(@Root() { isPurchase, isReplacement }: StoredLot): boolean {
    return isPurchase && !isReplacement;
  }

  @FieldResolver(() => WashSaleRisk, {
    description: "What the wash-sale rule would do to a sale of the whole lot at a loss today.",
  })
  washSale(@Root() lot: StoredLot, @Ctx() context: PortfoliosContext): Promise<NamedWashSaleRisk> {
    return lotWashSaleRisk(
      {
        lotsOfInstrument: (id) => context.lotsByInstrument.load(id),
        accountsOfHousehold: (id) => context.accountsByHousehold.load(id),
        isExempt: (id) => context.isWashSaleExempt.load(id),
      },
      lot,
      context.services.clock(),
    );
  }
}
