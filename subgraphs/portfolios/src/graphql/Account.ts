import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Resolver,
  Root,
} from "type-graphql";
import { toConnection } from "@wealthgraph/chassis/connection";
import { Key } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import {
  type AccountKind,
  type Broker,
  type TaxTreatment,
  taxTreatmentOf,
} from "../domain/account.js";
import type { StoredElection } from "../operations/holdingPorts.js";
import { accountPerformance, type PerformanceFigures } from "../operations/performance.js";
import {
  yearEndValues,
  type YearEndValue as YearEndValueModel,
} from "../operations/yearEndValues.js";
import type { Account as AccountModel, Import as ImportModel } from "../operations/ports.js";
import { AccountKindEnum } from "./AccountKind.js";
import { BrokerEnum } from "./Broker.js";
import type { PortfoliosContext } from "./context.js";
import { declarationFrom, ReconcileInput, AccountReconciliation } from "./AccountReconciliation.js";
import {
  type Reconciliation as ReconciliationModel,
  reconcileAccount,
} from "../operations/reconcileAccount.js";
import { DisposalArgs } from "./Disposal.js";
import { DisposalConnection } from "./DisposalConnection.js";
import { Household } from "./Household.js";
import { Import } from "./Import.js";
import { LotMethodElection } from "./LotMethodElection.js";
import {
  disposalKey,
  disposalSlice,
  pageOf,
  positionKey,
  positionSlice,
  transactionKey,
  transactionSlice,
} from "./pages.js";
import { Performance } from "./Performance.js";
import { Person } from "./Person.js";
import { PositionConnection } from "./PositionConnection.js";
import { TaxTreatmentEnum } from "./TaxTreatment.js";
import { YearEndValue } from "./YearEndValue.js";
import { TransactionConnection } from "./TransactionConnection.js";

@ArgsType()
export class AccountTransactionsArgs {
  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True for the whole history: what was reversed or corrected too.",
  })
  includeReversed?: boolean | null;
}

@Key("id")
@ObjectType({ description: "An account of a household at a broker." })
export class Account {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => BrokerEnum, { nullable: true })
  broker!: Broker | null;

  @Field(() => AccountKindEnum)
  kind!: AccountKind;

  @Field(() => String, {
    description:
      "ISO 4217 code the ledger is kept in; rows in another are converted at trade date.",
  })
  currency!: string;

  @Field(() => Boolean, { description: "True when it may sell what it does not hold." })
  allowsShort!: boolean;

  @Field(() => Int, { description: "Goes up with every change of the account's own fields." })
  version!: number;
}

@Resolver(() => Account)
export class AccountFields {
  @FieldResolver(() => Household)
  household(@Root() account: AccountModel): { readonly id: string } {
    return { id: account.householdId };
  }

  @FieldResolver(() => TaxTreatmentEnum)
  taxTreatment(@Root() account: AccountModel): TaxTreatment {
    return taxTreatmentOf(account.kind);
  }

  @FieldResolver(() => Person, { nullable: true })
  owner(@Root() account: AccountModel): { readonly id: string } | null {
    return account.ownerPersonId === null ? null : { id: account.ownerPersonId };
  }

  @FieldResolver(() => Money, { description: "Sum of the cash effects of all transactions." })
  cash(@Root() account: AccountModel): Money {
    return { amount: account.cash, currency: account.currency };
  }

  @FieldResolver(() => PositionConnection, { description: "Open positions by symbol." })
  async positions(
    @Root() { id }: AccountModel,
    @Arg("first", () => Int, { nullable: true }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null,
    @Ctx() context: PortfoliosContext,
  ): Promise<PositionConnection> {
    const slice = positionSlice(first, after);
    const found = await context.positionsOfAccount.load({ parentId: id, slice });
    // the connection carries models; the types' own resolvers read them
    return toConnection(pageOf(found, slice), positionKey, after) as never;
  }

  @FieldResolver(() => TransactionConnection, {
    description: "Newest first; those that were taken back only with includeReversed.",
  })
  async transactions(
    @Root() { id }: AccountModel,
    @Args(() => AccountTransactionsArgs)
    { first, after, includeReversed }: AccountTransactionsArgs,
    @Ctx() context: PortfoliosContext,
  ): Promise<TransactionConnection> {
    const slice = transactionSlice(first, after);
    const pages = includeReversed ? context.historyOfAccount : context.transactionsOfAccount;
    const found = await pages.load({ parentId: id, slice });
    // as above
    return toConnection(pageOf(found, slice), transactionKey, after) as never;
  }

  @FieldResolver(() => [LotMethodElection], {
    description: "In the order in which they were given; sales without one take the oldest units.",
  })
  lotMethods(
    @Root() { id }: AccountModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly StoredElection[]> {
    return context.lotMethodsByAccount.load(id);
  }

  @FieldResolver(() => [Import], { description: "Newest first, the latest 100." })
  imports(
    @Root() { id }: AccountModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly ImportModel[]> {
    return context.importsByAccount.load(id);
  }

  @FieldResolver(() => Performance, {
    description: "Returns over the days from `from` to `to`, both included.",
  })
  performance(
    @Root() account: AccountModel,
    @Arg("from", () => CalendarDateScalar) from: CalendarDate,
    @Arg("to", () => CalendarDateScalar) to: CalendarDate,
    @Ctx() context: PortfoliosContext,
  ): Promise<PerformanceFigures> {
    return accountPerformance(context.daysOfAccount, context.viewer, account, { from, to });
  }

  @FieldResolver(() => AccountReconciliation, {
    description:
      "A broker's statement held against the ledger, every difference explained where it can be.",
  })
  reconcile(
    @Root() account: AccountModel,
    @Arg("input", () => ReconcileInput) input: ReconcileInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<ReconciliationModel> {
    return reconcileAccount(services, viewer, account, declarationFrom(input));
  }

  @FieldResolver(() => [YearEndValue], {
    description:
      "At the ends of the last three calendar years, oldest first; years without a stored day are left out.",
  })
  yearEndValues(
    @Root() { id }: AccountModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly YearEndValueModel[]> {
    return yearEndValues(context.daysOfAccount, id, context.services.clock);
  }

  @FieldResolver(() => DisposalConnection, {
    description: "Lots closed from `from` to `to`, both included; oldest first.",
  })
  async disposals(
    @Root() { id }: AccountModel,
    @Args(() => DisposalArgs) { from, to, first, after }: DisposalArgs,
    @Ctx() context: PortfoliosContext,
  ): Promise<DisposalConnection> {
    const slice = disposalSlice(first, after);
    const found = await context.disposals.ofAccount(id, { from, to }, slice);
    // as above
    return toConnection(pageOf(found, slice), disposalKey, after) as never;
  }
}
