import { Field, ObjectType } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { MarketplaceCoverage } from "../domain/federalFacts.js";
import { PovertyRegionEnum } from "./taxDetailsFields.js";

@ObjectType({ description: "Marketplace coverage of the whole year (form 1095-A); USD a year." })
export class HealthCoverage {
  @Field(() => Money)
  premiums!: MoneyModel;

  @Field(() => Money, { description: "Of the second lowest cost silver plan." })
  benchmarkPremiums!: MoneyModel;

  @Field(() => Money, { description: "Premium tax credit paid in advance." })
  advancePayments!: MoneyModel;

  @Field(() => PovertyRegionEnum)
  region!: MarketplaceCoverage["region"];
}
