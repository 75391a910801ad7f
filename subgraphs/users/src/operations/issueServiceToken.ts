import { Refusal } from "@wealthgraph/kernel/refusal";
import { SERVICE_TOKEN_MINUTES } from "../domain/signingKey.js";
import type { World } from "./ports.js";
import { currentSigningKey } from "./signingKeys.js";

/**
 * A short token with which a process of ours asks the graph for one household. The caller has shown
 * the shared secret before.
 *
 * @param service the asking process, for example "planning"
 * @throws {Refusal} NOT_FOUND when there is no such household
 */
export async function issueServiceToken(
  world: World,
  asked: { readonly service: string; readonly householdId: string },
): Promise<{ accessToken: string; expiresAt: Date }> {
  const { service, householdId } = asked;
  const household = await world.store.within(
    { householdIds: [householdId], userId: null },
    async ({ households }) => (await households.byIds([householdId])).get(householdId),
  );
  if (!household) throw new Refusal("NOT_FOUND", "no such household");
  const issuedAt = world.now();
  const expiresAt = new Date(issuedAt.getTime() + SERVICE_TOKEN_MINUTES * 60_000);
  const accessToken = await world.signer.sign(await currentSigningKey(world), {
    subject: `service:${service}`,
    scope: "read",
    households: { [householdId]: "SERVICE" },
    issuedAt,
    expiresAt,
    tokenId: world.newId(),
  });
  return { accessToken, expiresAt };
}
