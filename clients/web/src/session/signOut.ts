import { client, forgetUser } from "../graph/client.js";
import { SignOutDocument } from "../generated/operations.js";
import { keeper } from "./keeper.js";

/** Ends the session here and at the endpoint; here also when the endpoint is away. */
export async function signOut(): Promise<void> {
  const { refreshToken } = keeper;
  const asked = refreshToken
    ? client.mutate({ mutation: SignOutDocument, variables: { refreshToken } })
    : Promise.resolve();
  await asked.catch(() => undefined);
  keeper.set(null);
  await forgetUser();
}
