import { Arg, Ctx, Field, InputType, Mutation, Resolver } from "type-graphql";
import { type Session as SessionModel } from "../operations/session.js";
import { signIn } from "../operations/signIn.js";
import type { UsersContext } from "./context.js";
import { Session } from "./Session.js";

@InputType()
export class SignInInput {
  @Field(() => String)
  email!: string;

  @Field(() => String)
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: "Names the session in openSessions; cut to 100 characters.",
  })
  device?: string | null;
}

@Resolver()
export class SignInMutation {
  @Mutation(() => Session, { description: "Refusals: SIGN_IN_FAILED, RATE_LIMITED." })
  signIn(
    @Arg("input", () => SignInInput) input: SignInInput,
    @Ctx() context: UsersContext,
  ): Promise<SessionModel> {
    return context.asker.begin(signIn(context.world, input, context.clientAddress));
  }
}
