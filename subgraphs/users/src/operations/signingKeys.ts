import { planRotation, publishedKeysAt, signingKeyAt } from "../domain/signingKey.js";
import { invariant } from "@wealthgraph/kernel/refusal";
import { NO_HOUSEHOLD, type PublicJwk, type StoredSigningKey, type World } from "./ports.js";

/** What a rotation did. */
export interface Rotation {
  readonly created: string | null; // kid
  readonly removed: readonly string[]; // kids
}

/**
 * Checks the keys and does what is due: the first key, a successor, the removal of a key whose last
 * token has expired. Run at start and every hour; harmless when nothing is due.
 *
 * @param isForced publish a successor now, whatever the age of the key
 */
export async function rotateSigningKeys(world: World, isForced = false): Promise<Rotation> {
  return world.store.within(NO_HOUSEHOLD, async ({ signingKeys }) => {
    await signingKeys.lock();
    const plan = planRotation(await signingKeys.all(), world.now(), isForced);
    if (plan.remove.length > 0) await signingKeys.remove(plan.remove);
    if (!plan.create) return { created: null, removed: plan.remove };
    const material = await world.signer.newKey();
    await signingKeys.insert({ ...material, ...plan.create });
    return { created: material.kid, removed: plan.remove };
  });
}

/** The JSON Web Key Set verifiers use: keys whose tokens may be valid, and the one that signs next. */
export async function publishedKeySet(world: World): Promise<{ keys: PublicJwk[] }> {
  const keys = publishedKeysAt(await allKeys(world), world.now());
  return { keys: keys.map((key) => key.publicJwk) };
}

/** The key that signs now; makes the first one when there is none. */
export async function currentSigningKey(world: World): Promise<StoredSigningKey> {
  const known = signingKeyAt(await allKeys(world), world.now());
  if (known) return known;
  await rotateSigningKeys(world);
  const first = signingKeyAt(await allKeys(world), world.now());
  invariant(first, "after a rotation there is a key that signs");
  return first;
}

/**
 * Signs one token that is expired when it is made: a process whose master key does not open the
 * stored keys is found out at its start, not at the first sign-in.
 *
 * @throws {Failure} MASTER_KEY_MISMATCH
 */
export async function requireSigningWorks(world: World): Promise<void> {
  const now = world.now();
  await world.signer.sign(await currentSigningKey(world), {
    subject: "service:self-check",
    scope: "",
    households: {},
    issuedAt: now,
    expiresAt: now,
    tokenId: world.newId(),
  });
}

function allKeys(world: World): Promise<StoredSigningKey[]> {
  return world.store.within(NO_HOUSEHOLD, ({ signingKeys }) => signingKeys.all());
}
