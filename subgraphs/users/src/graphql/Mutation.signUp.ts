import { Arg, Ctx, Field, InputType, Mutation, Resolver } from "type-graphql";
import { type Session as SessionModel } from "../operations/session.js";
import { signUp } from "../operations/signUp.js";
import type { UsersContext } from "./context.js";
import { Session } from "./Session.js";

@InputType()
export class SignUpInput {
  @Field(() => String)
  email!: string;

  @Field(() => String, { description: "12 to 128 characters, not a commonly used one." })
  password!: string;

  @Field(() => String, { description: "1 to 100 characters." })
  displayName!: string;

  @Field(() => String, { description: "Name of the first household; 1 to 100 characters." })
  householdName!: string;

  @Field(() => String, {
    nullable: true,
    description: "Names the session in openSessions; cut to 100 characters.",
  })
  device?: string | null;
}

@Resolver()
export class SignUpMutation {
  @Mutation(() => Session, {
    description:
      "Makes an account with a first household. Refusals: BAD_INPUT, WEAK_PASSWORD, EMAIL_TAKEN, RATE_LIMITED.",
  })
  signUp(
    @Arg("input", () => SignUpInput) input: SignUpInput,
    @Ctx() context: UsersContext,
  ): Promise<SessionModel> {
    return context.asker.begin(signUp(context.world, input, context.clientAddress));
  }
}
