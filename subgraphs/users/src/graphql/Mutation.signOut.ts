import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { signOut } from "../operations/signOut.js";
import type { UsersContext } from "./context.js";

@Resolver()
export class SignOutMutation {
  @Authenticated()
  @Mutation(() => Boolean, {
    description: "Ends the session of a refresh token; true, also for one that has ended.",
  })
  signOut(
    @Arg("refreshToken", () => String) refreshToken: string,
    @Ctx() context: UsersContext,
  ): Promise<boolean> {
    return signOut(context.world, refreshToken);
  }
}
