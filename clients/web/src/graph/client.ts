import { ApolloClient } from "@apollo/client";
import { ApolloLink } from "@apollo/client/link";
import { HttpLink } from "@apollo/client/link/http";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { lastSeenState } from "../offline/lastSeenState.js";
import { lastSeenStore } from "../offline/lastSeenStore.js";
import { keeper } from "../session/keeper.js";
import { authLink } from "./authLink.js";
import { createCache } from "./cache.js";
import { createSockets } from "./sockets.js";

const sockets = createSockets();

/** The one client: HTTP for queries and mutations, a socket for subscriptions. */
export const client = new ApolloClient({
  cache: createCache(),
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(sockets),
    ApolloLink.from([authLink(keeper), new HttpLink({ uri: "/graphql" })]),
  ),
  devtools: { enabled: import.meta.env.DEV },
});

/** Forgets what the last user saw and closes their socket; the next subscription opens one with the new token. */
export async function forgetUser(): Promise<void> {
  sockets.terminate();
  lastSeenState.become(null);
  await Promise.all([client.clearStore(), lastSeenStore.wipe().catch(() => undefined)]);
}

/** Opens the socket again, for example because the memberships in the token changed. */
export function reopenSocket(): void {
  sockets.terminate();
}
