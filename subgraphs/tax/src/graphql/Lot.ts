import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { External, Key, Requires } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { LotHarvest as LotHarvestModel, TaxTreatment } from "../domain/harvest.js";
import { lotHarvest } from "../operations/lotHarvest.js";
import type { TaxContext } from "./context.js";
import { Instrument } from "./Instrument.js";
import { type LotReference, toHeldLot } from "./Lot.reference.js";
import { LotHarvest } from "./LotHarvest.js";
import { TaxTreatmentEnum } from "./TaxTreatment.js";
import { WashSaleRisk } from "./WashSaleRisk.js";

/** Owned by portfolios; tax adds harvest. */
@Key("id")
@ObjectType()
export class Lot {
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => DecimalScalar)
  units!: string;

  @External()
  @Field(() => Money)
  cost!: Money;

  @External()
  @Field(() => CalendarDateScalar)
  acquiredOn!: string;

  @External()
  @Field(() => CalendarDateScalar)
  purchasedOn!: string;

  @External()
  @Field(() => ID)
  purchaseId!: string;

  @External()
  @Field(() => Boolean)
  isCostKnown!: boolean;

  @External()
  @Field(() => Boolean)
  canReplace!: boolean;

  @External()
  @Field(() => TaxTreatmentEnum)
  taxTreatment!: TaxTreatment;

  @External()
  @Field(() => ID)
  householdId!: string;

  @External()
  @Field(() => Instrument)
  instrument!: Instrument;

  @External()
  @Field(() => WashSaleRisk)
  washSale!: WashSaleRisk;
}

const SALE_FIELDS =
  "units cost { amount currency } acquiredOn taxTreatment householdId instrument { id quote { price { amount currency } fxToUsd asOf } } washSale { conflict permanent replacementUnits atRiskUntil }";

@Resolver(() => Lot)
export class LotFields {
  @Requires(SALE_FIELDS)
  @FieldResolver(() => LotHarvest, {
    nullable: true,
    description:
      "What selling the whole lot at its latest quote would mean for tax. Null without a quote, and for a short lot.",
  })
  async harvest(
    @Root() lot: LotReference,
    @Ctx() context: TaxContext,
  ): Promise<(LotHarvestModel & { readonly lotId: string }) | null> {
    const basis: Parameters<typeof lotHarvest>[0] = (key) => context.harvestBasisByKey.load(key);
    const harvest = await lotHarvest(basis, context.viewer, toHeldLot(lot));
    return harvest && { ...harvest, lotId: lot.id };
  }
}
