import type { SubgraphDefinition } from "@wealthgraph/chassis/subgraphProcess";
import { createContext, type UsersContext } from "./graphql/context.js";
import { HouseholdFields } from "./graphql/Household.js";
import { householdReference } from "./graphql/Household.reference.js";
import { InvitationFields } from "./graphql/Invitation.js";
import { MembershipFields } from "./graphql/Membership.js";
import { membershipReference } from "./graphql/Membership.reference.js";
import { AcceptInvitationMutation } from "./graphql/Mutation.acceptInvitation.js";
import { AddPersonMutation } from "./graphql/Mutation.addPerson.js";
import { ChangePasswordMutation } from "./graphql/Mutation.changePassword.js";
import { CreateHouseholdMutation } from "./graphql/Mutation.createHousehold.js";
import { EndOtherSessionsMutation } from "./graphql/Mutation.endOtherSessions.js";
import { EndSessionMutation } from "./graphql/Mutation.endSession.js";
import { InviteMemberMutation } from "./graphql/Mutation.inviteMember.js";
import { RefreshSessionMutation } from "./graphql/Mutation.refreshSession.js";
import { RemoveMembershipMutation } from "./graphql/Mutation.removeMembership.js";
import { RemovePersonMutation } from "./graphql/Mutation.removePerson.js";
import { RenameHouseholdMutation } from "./graphql/Mutation.renameHousehold.js";
import { RevokeInvitationMutation } from "./graphql/Mutation.revokeInvitation.js";
import { SetMembershipRoleMutation } from "./graphql/Mutation.setMembershipRole.js";
import { SignInMutation } from "./graphql/Mutation.signIn.js";
import { SignOutMutation } from "./graphql/Mutation.signOut.js";
import { SignUpMutation } from "./graphql/Mutation.signUp.js";
import { StartDemoSessionMutation } from "./graphql/Mutation.startDemoSession.js";
import { UpdatePersonMutation } from "./graphql/Mutation.updatePerson.js";
import { PersonFields } from "./graphql/Person.js";
import { personReference } from "./graphql/Person.reference.js";
import { HasDemoQuery } from "./graphql/Query.hasDemo.js";
import { HouseholdQuery } from "./graphql/Query.household.js";
import { OpenSessionsQuery } from "./graphql/Query.openSessions.js";
import { ViewerQuery } from "./graphql/Query.viewer.js";
import { UserFields } from "./graphql/User.js";
import { userReference } from "./graphql/User.reference.js";
import type { World } from "./operations/ports.js";
import { Migration001Users } from "./persistence/migrations/Migration001Users.js";
import { Migration20261120Sessions } from "./persistence/migrations/Migration20261120Sessions.js";

/** Checks the signing keys and forgets what has expired. */
export const HOUSEKEEPING_QUEUE = "users.housekeeping";

/** Users, households, people in them, memberships; access and refresh tokens. */
export const subgraph: SubgraphDefinition<UsersContext, World> = {
  name: "users",
  schema: "users",
  migrations: [Migration001Users, Migration20261120Sessions],
  queues: [{ name: HOUSEKEEPING_QUEUE }],
  publishesEvents: true,
  resolvers: [
    ViewerQuery,
    HouseholdQuery,
    OpenSessionsQuery,
    HasDemoQuery,
    SignUpMutation,
    SignInMutation,
    RefreshSessionMutation,
    SignOutMutation,
    EndSessionMutation,
    EndOtherSessionsMutation,
    ChangePasswordMutation,
    StartDemoSessionMutation,
    CreateHouseholdMutation,
    RenameHouseholdMutation,
    AddPersonMutation,
    UpdatePersonMutation,
    RemovePersonMutation,
    InviteMemberMutation,
    AcceptInvitationMutation,
    RevokeInvitationMutation,
    SetMembershipRoleMutation,
    RemoveMembershipMutation,
    UserFields,
    HouseholdFields,
    PersonFields,
    MembershipFields,
    InvitationFields,
  ],
  references: {
    User: userReference,
    Household: householdReference,
    Person: personReference,
    Membership: membershipReference,
  },
  createContext,
};
