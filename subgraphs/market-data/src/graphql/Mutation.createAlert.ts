import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Alert as AlertModel, AlertKind as KindModel } from "../domain/alert.js";
import { createAlert } from "../operations/alerts.js";
import { Alert } from "./Alert.js";
import { AlertKind } from "./AlertKind.js";
import type { MarketContext } from "./context.js";

@InputType()
export class CreateAlertInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => ID)
  instrumentId!: string;

  @Field(() => AlertKind)
  kind!: KindModel;

  @Field(() => DecimalScalar, { nullable: true, description: "Absent for STALE." })
  threshold?: Decimal | null;
}

@Resolver()
export class CreateAlertMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Alert, {
    description:
      "It fires once. At most 200 wait in a household. Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT.",
  })
  createAlert(
    @Arg("input", () => CreateAlertInput) input: CreateAlertInput,
    @Ctx() context: MarketContext,
  ): Promise<AlertModel> {
    const { householdId, instrumentId, kind, threshold = null } = input;
    return createAlert(context.alertPorts(), householdId, { instrumentId, kind, threshold });
  }
}
