import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { vetoSubstitute } from "../operations/substituteVetoes.js";
import type { TaxContext } from "./context.js";
import { SubstituteVeto } from "./SubstituteVeto.js";

@InputType({ description: "A substitute, for one security or for any." })
export class SubstituteVetoInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => String, { description: "Symbol, 1 to 20 characters." })
  substitute!: string;

  @Field(() => String, {
    nullable: true,
    description: "Symbol of what would be sold; absent: of anything.",
  })
  insteadOf?: string | null;
}

@Resolver()
export class VetoSubstituteMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => SubstituteVeto, {
    description: "Never proposes a substitute again; at most 500 a household.",
  })
  vetoSubstitute(
    @Arg("input", () => SubstituteVetoInput) input: SubstituteVetoInput,
    @Ctx() context: TaxContext,
  ): Promise<SubstituteVeto> {
    const { householdId, substitute, insteadOf = null } = input;
    const veto = { householdId, substitute, insteadOf };
    return vetoSubstitute(context.vetoes, context.viewer, veto);
  }
}
