import { hash, type Options, verify } from "@node-rs/argon2";
import type { PasswordHasher } from "../operations/ports.js";

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. Salt of 16 and tag of 32 bytes. */
const OPTIONS: Options = {
  algorithm: 2, // argon2id; the package's enum is a const one and has no value to import
  memoryCost: 19_456, // KiB
  timeCost: 2,
  parallelism: 1,
  outputLen: 32,
};

/** argon2id, off the event loop. An unknown account is verified against the hash of a random password. */
export class Argon2PasswordHasher implements PasswordHasher {
  readonly #dummyHash: string;

  private constructor(dummyHash: string) {
    this.#dummyHash = dummyHash;
  }

  /** @param unguessable a random password whose hash stands in for that of an unknown account */
  static async create(unguessable: string): Promise<Argon2PasswordHasher> {
    return new Argon2PasswordHasher(await hash(unguessable, OPTIONS));
  }

  hash(password: string): Promise<string> {
    return hash(password, OPTIONS);
  }

  async verify(password: string, passwordHash: string | null): Promise<boolean> {
    const matches = await verify(passwordHash ?? this.#dummyHash, password);
    return matches && passwordHash !== null;
  }
}
