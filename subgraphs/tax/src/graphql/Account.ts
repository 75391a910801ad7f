import { Field, ID, ObjectType } from "type-graphql";
import { External, Key } from "@wealthgraph/chassis/directives";
import { AccountKindEnum } from "./AccountKind.js";
import type { TaxTreatment } from "../domain/harvest.js";
import type { AccountKind } from "../domain/retirement/householdAccounts.js";
import { Household } from "./Household.js";
import { Person } from "./Person.js";
import { TaxTreatmentEnum } from "./TaxTreatment.js";
import { YearEndValue } from "./YearEndValue.js";

/** Owned by portfolios; tax adds distributions, room for contributions and series of payments. */
@Key("id")
@ObjectType()
export class Account {
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => String)
  name!: string;

  @External()
  @Field(() => AccountKindEnum)
  kind!: AccountKind;

  @External()
  @Field(() => TaxTreatmentEnum)
  taxTreatment!: TaxTreatment;

  @External()
  @Field(() => Household)
  household!: Household;

  @External()
  @Field(() => Person, { nullable: true })
  owner!: Person | null;

  @External()
  @Field(() => [YearEndValue])
  yearEndValues!: readonly YearEndValue[];
}
