import { Field, ObjectType } from "type-graphql";
import type { Invitation as InvitationModel } from "../domain/invitation.js";
import { Invitation } from "./Invitation.js";

@ObjectType({ description: "An invitation and its secret." })
export class InvitationCreated {
  @Field(() => Invitation)
  invitation!: InvitationModel;

  @Field(() => String, { description: "Send it to the invited person; it is shown this once." })
  token!: string;
}
