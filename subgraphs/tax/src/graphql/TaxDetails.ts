import { Field, ObjectType } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import { DETAIL_AMOUNTS, type TaxDetails as TaxDetailsModel } from "../domain/taxDetails.js";
import { HealthCoverage } from "./HealthCoverage.js";
import { StudentExpenses } from "./StudentExpenses.js";
import { TaxDependent } from "./TaxDependent.js";
import { DETAIL_AMOUNT_DESCRIPTIONS } from "./taxDetailsFields.js";
import { TaxPersonDetails } from "./TaxPersonDetails.js";

@ObjectType({ description: "What a household added to its tax profile; all amounts in USD." })
export class TaxDetails {
  @Field(() => TaxPersonDetails)
  filer!: TaxPersonDetails;

  @Field(() => TaxPersonDetails, { nullable: true, description: "Joint returns only." })
  spouse!: TaxPersonDetails | null;

  @Field(() => Money, { nullable: true, description: "The spouse's part of the wages." })
  spouseWages!: MoneyModel | null;

  @Field(() => [TaxDependent], { nullable: true, description: "Null when not stated." })
  dependents!: readonly TaxDependent[] | null;

  @Field(() => Boolean, { description: "Another taxpayer can claim the filer." })
  canBeClaimedAsDependent!: boolean;

  @Field(() => Boolean, { description: "Separate returns: apart from the spouse all year." })
  livedApart!: boolean;

  @Field(() => [StudentExpenses])
  education!: readonly StudentExpenses[];

  @Field(() => HealthCoverage, { nullable: true })
  marketplace!: HealthCoverage | null;
}
for (const name of DETAIL_AMOUNTS) {
  const description = DETAIL_AMOUNT_DESCRIPTIONS[name];
  Field(() => Money, { description })(TaxDetails.prototype, name);
}

/** The same tree with every decimal as USD. */
function inUsd(node: unknown): unknown {
  if (node instanceof Decimal) return money(node, "USD");
  if (Array.isArray(node)) return node.map(inUsd);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inUsd(value)]));
}

/** Details as the graph shows them. */
export function shownDetails(details: TaxDetailsModel | null): TaxDetails | null {
  // the walk keeps the shape and turns each decimal into money, as the class declares
  return inUsd(details) as TaxDetails | null;
}
