import {
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from "type-graphql";
import { Inaccessible } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import {
  type AccountKind,
  type Broker,
  type TaxTreatment,
  taxTreatmentOf,
} from "../domain/account.js";
import type { RealizedGain, Term } from "../domain/realizedGain.js";
import type { StoredDisposal } from "../operations/disposalPorts.js";
import { washSaleUntil } from "../operations/lossesAtRisk.js";
import type { Account as AccountModel } from "../operations/ports.js";
import { Account } from "./Account.js";
import { AccountKindEnum } from "./AccountKind.js";
import { BrokerEnum } from "./Broker.js";
import type { PortfoliosContext } from "./context.js";
import { Instrument } from "./Instrument.js";
import { TaxTreatmentEnum } from "./TaxTreatment.js";

export const DisposalSourceEnum = {
  SALE: "SALE",
  CASH_IN_LIEU: "CASH_IN_LIEU",
  RETURN_OF_CAPITAL: "RETURN_OF_CAPITAL",
  SHORT_SALE: "SHORT_SALE",
  MERGER: "MERGER",
} as const satisfies Record<RealizedGain["source"], RealizedGain["source"]>;
registerEnumType(DisposalSourceEnum, { name: "DisposalSource" });

export const GainTermEnum = { SHORT: "SHORT", LONG: "LONG" } as const satisfies Record<Term, Term>;
registerEnumType(GainTermEnum, {
  name: "GainTerm",
  description: "LONG when held for more than one year, counted from the day after acquisition.",
});

@ArgsType()
export class DisposalArgs {
  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => Int, { nullable: true })
  first!: number | null;

  @Field(() => String, { nullable: true })
  after!: string | null;
}

@ObjectType({
  description: "Units of one lot that left it for money. A sale of three lots is three.",
})
export class Disposal {
  @Field(() => ID)
  id!: string;

  @Field(() => DisposalSourceEnum)
  source!: RealizedGain["source"];

  @Field(() => ID, { description: "Lots of one sale have it in common." })
  transactionId!: string;

  @Field(() => String)
  symbol!: string;

  @Field(() => String, { nullable: true, description: "As market-data classes the instrument." })
  assetClass!: string | null;

  @Field(() => DecimalScalar, { description: "0 where cash came without units leaving." })
  units!: Decimal;

  @Field(() => CalendarDateScalar, {
    description: "Start of the holding period: the trade date, moved back by wash-sale tacking.",
  })
  acquiredOn!: CalendarDate;

  @Field(() => CalendarDateScalar, { description: "Trade date of the purchase." })
  purchasedOn!: CalendarDate;

  @Field(() => CalendarDateScalar, { description: "Trade date of the disposal." })
  disposedOn!: CalendarDate;

  @Field(() => GainTermEnum)
  term!: Term;

  @Field(() => Boolean, {
    description: "False for units that came without their cost: cost and gain are assumptions.",
  })
  isCostKnown!: boolean;

  @Field(() => AccountKindEnum)
  accountKind!: AccountKind;

  @Field(() => BrokerEnum, { nullable: true })
  broker!: Broker | null;
}

@Resolver(() => Disposal)
export class DisposalFields {
  @FieldResolver(() => Account)
  account(
    @Root() { accountId }: StoredDisposal,
    @Ctx() context: PortfoliosContext,
  ): Promise<AccountModel | null> {
    return context.accountById.load(accountId);
  }

  @FieldResolver(() => Instrument)
  instrument(@Root() { instrumentId }: StoredDisposal): { readonly id: string } {
    return { id: instrumentId };
  }

  @FieldResolver(() => TaxTreatmentEnum)
  taxTreatment(@Root() { accountKind }: StoredDisposal): TaxTreatment {
    return taxTreatmentOf(accountKind);
  }

  @Inaccessible()
  @FieldResolver(() => Boolean, { description: "What a report requires: the child's own return." })
  isOfChild(@Root() { accountKind }: StoredDisposal): boolean {
    return accountKind === "CUSTODIAL";
  }

  @Inaccessible()
  @FieldResolver(() => String, { nullable: true, description: "What a report requires." })
  brokerCode(@Root() { broker }: StoredDisposal): string | null {
    return broker;
  }

  @FieldResolver(() => Boolean, { description: "Property of its own forms since 2025." })
  isDigitalAsset(@Root() { assetClass }: StoredDisposal): boolean {
    return assetClass === "CRYPTO";
  }

  @FieldResolver(() => Money, { description: "After sale fees." })
  proceeds(@Root() { proceeds: amount, currency }: StoredDisposal): Money {
    return { amount, currency };
  }

  @FieldResolver(() => Money, { description: "Adjusted: fees and losses put off included." })
  cost(@Root() { cost: amount, currency }: StoredDisposal): Money {
    return { amount, currency };
  }

  @FieldResolver(() => Money, { description: "Proceeds less cost, before the wash-sale rule." })
  gain(@Root() { gain: amount, currency }: StoredDisposal): Money {
    return { amount, currency };
  }

  @FieldResolver(() => Money, { description: "Part of a loss that wash sales disallow, from 0." })
  disallowedLoss(@Root() { disallowedLoss: amount, currency }: StoredDisposal): Money {
    return { amount, currency };
  }

  @FieldResolver(() => Money, {
    description: "Part of the disallowed loss that no lot's cost received: it is lost for good.",
  })
  permanentLoss(@Root() { permanentLoss: amount, currency }: StoredDisposal): Money {
    return { amount, currency };
  }

  @FieldResolver(() => Money, {
    description: "Gain and disallowed loss: what a return recognises.",
  })
  recognizedGain(@Root() { gain, disallowedLoss, currency }: StoredDisposal): Money {
    return { amount: gain.plus(disallowedLoss), currency };
  }

  @FieldResolver(() => CalendarDateScalar, {
    nullable: true,
    description:
      "Last day on which a purchase can disallow more of this loss; null when there is nothing to disallow.",
  })
  washSaleUntil(@Root() disposal: StoredDisposal): CalendarDate | null {
    return washSaleUntil(disposal);
  }
}
