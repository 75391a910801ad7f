import { FieldResolver, Int, ObjectType, registerEnumType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import { cents } from "../domain/exact.js";
import { longTermFrom, type Term } from "../domain/holdingPeriod.js";
import type { HarvestVerdict } from "../domain/harvesting/harvestPlan.js";
import { type PricedCandidate, worthAlone, worthInPlan } from "../operations/harvestCandidates.js";
import { Account } from "./Account.js";
import { HoldingTermEnum } from "./HoldingTerm.js";
import { Instrument } from "./Instrument.js";
import { Lot } from "./Lot.js";

export const HarvestVerdictEnum: Readonly<Record<HarvestVerdict, HarvestVerdict>> = {
  PROPOSED: "PROPOSED",
  NOT_WORTH_IT: "NOT_WORTH_IT",
  SMALL_LOSS: "SMALL_LOSS",
  SMALL_POSITION: "SMALL_POSITION",
  WASHED: "WASHED",
};

registerEnumType(HarvestVerdictEnum, {
  name: "HarvestVerdict",
  description:
    "Whether a lot is proposed; NOT_WORTH_IT: after the proposed sales it would bring less than its deferral costs; SMALL_LOSS and SMALL_POSITION: under a threshold; WASHED: the wash-sale rule leaves less than the threshold.",
});

const usd = (amount: MoneyModel["amount"]): MoneyModel => money(cents(amount), "USD");

@ObjectType({ description: "A lot at a loss in a taxable account; USD." })
export class HarvestCandidate {}

@Resolver(() => HarvestCandidate)
export class HarvestCandidateFields {
  @FieldResolver(() => Lot)
  lot(@Root() { candidate }: PricedCandidate): { readonly id: string } {
    return { id: candidate.priced.lot.id };
  }

  @FieldResolver(() => Instrument)
  instrument(@Root() { candidate }: PricedCandidate): { readonly id: string } {
    return { id: candidate.priced.lot.security.instrumentId };
  }

  @FieldResolver(() => String)
  symbol(@Root() { candidate }: PricedCandidate): string {
    return candidate.priced.lot.security.symbol;
  }

  @FieldResolver(() => Account)
  account(@Root() { candidate }: PricedCandidate): { readonly id: string } {
    return { id: candidate.priced.lot.account.id };
  }

  @FieldResolver(() => HarvestVerdictEnum)
  verdict(@Root() { candidate }: PricedCandidate): HarvestVerdict {
    return candidate.verdict;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: "Place in the order of the proposed sales, from 1; null when not proposed.",
  })
  place(@Root() { candidate }: PricedCandidate): number | null {
    return candidate.place === null ? null : candidate.place + 1;
  }

  @FieldResolver(() => HoldingTermEnum)
  term(@Root() { candidate }: PricedCandidate): Term {
    return candidate.priced.term;
  }

  @FieldResolver(() => CalendarDateScalar, {
    description: "First day on which a sale is long-term.",
  })
  longFrom(@Root() { candidate, source }: PricedCandidate): CalendarDate {
    return longTermFrom(candidate.priced.lot.acquiredOn ?? source.plan.asOf);
  }

  @FieldResolver(() => Money, { description: "At the quote, without fees." })
  value(@Root() { candidate }: PricedCandidate): MoneyModel {
    return usd(candidate.priced.value);
  }

  @FieldResolver(() => Money, { description: "Cost less value, > 0." })
  loss(@Root() { candidate }: PricedCandidate): MoneyModel {
    return usd(candidate.priced.gain.negated());
  }

  @FieldResolver(() => Money, {
    description: "Part of the loss that purchases held already wash, if it were the only sale.",
  })
  disallowedLoss(@Root() { candidate }: PricedCandidate): MoneyModel {
    return usd(candidate.alone.disallowed);
  }

  @FieldResolver(() => Money, {
    description: "Part of the disallowed loss that is lost for good: a sheltered account bought.",
  })
  permanentLoss(@Root() { candidate }: PricedCandidate): MoneyModel {
    return usd(candidate.alone.permanent);
  }

  @FieldResolver(() => Money, { description: "Tax saved this year if it were the only sale." })
  benefitAlone(@Root() candidate: PricedCandidate): MoneyModel {
    return usd(worthAlone(candidate).benefit);
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      "Tax that it saves on top of the sales proposed before it; these sum to the plan's benefit. Null when not proposed.",
  })
  benefit(@Root() candidate: PricedCandidate): MoneyModel | null {
    const worth = worthInPlan(candidate);
    return worth && usd(worth.benefit);
  }

  @FieldResolver(() => Money, {
    description:
      "Present value of the tax on the replacement's lower cost: on top of the sales before it when proposed, else of this sale alone.",
  })
  deferralCost(@Root() candidate: PricedCandidate): MoneyModel {
    return usd((worthInPlan(candidate) ?? worthAlone(candidate)).deferralCost);
  }

  @FieldResolver(() => Money, { description: "Benefit less the cost of deferral." })
  netBenefit(@Root() candidate: PricedCandidate): MoneyModel {
    return usd((worthInPlan(candidate) ?? worthAlone(candidate)).net);
  }
}
