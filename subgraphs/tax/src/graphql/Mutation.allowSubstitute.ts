import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { allowSubstitute } from "../operations/substituteVetoes.js";
import type { TaxContext } from "./context.js";
import { SubstituteVetoInput } from "./Mutation.vetoSubstitute.js";

@Resolver()
export class AllowSubstituteMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Boolean, {
    description: "Takes a veto back, spelled as it was made; false when there was none.",
  })
  allowSubstitute(
    @Arg("input", () => SubstituteVetoInput) input: SubstituteVetoInput,
    @Ctx() context: TaxContext,
  ): Promise<boolean> {
    const { householdId, substitute, insteadOf = null } = input;
    const veto = { householdId, substitute, insteadOf };
    return allowSubstitute(context.vetoes, context.viewer, veto);
  }
}
