import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ROLES } from "@wealthgraph/chassis/databaseSetup";
import { Failure } from "@wealthgraph/kernel/refusal";
import { z } from "zod";

const Secret = z.string().min(24);

/** Settings that are a key of 32 bytes, each of one subgraph alone. */
export const KEYS = ["USERS_MASTER_KEY"] as const;

export type Key = (typeof KEYS)[number];

const SecretsFile = z.object({
  postgres: Secret,
  service: Secret,
  roles: z.record(z.string(), Secret),
  keys: z.partialRecord(z.enum(KEYS), Secret),
});

/** The passwords of one installation; random, made on the first start. */
export interface Secrets {
  /** Password of the embedded server's superuser. */
  readonly postgres: string;
  /** What our processes show each other to get service tokens. */
  readonly service: string;
  /** Password of every database role. */
  readonly roles: Readonly<Record<string, string>>;
  /** What subgraphs seal their own secrets with: 32 bytes each, in base64url. */
  readonly keys: Readonly<Record<Key, string>>;
}

type KnownSecrets = Partial<Omit<Secrets, "keys">> & {
  readonly keys?: Readonly<Partial<Record<Key, string>>>;
};

const random = (bytes = 24): string => randomBytes(bytes).toString("base64url");

/** @returns passwords nobody has seen; what `known` has stays */
export function newSecrets(known: KnownSecrets = {}): Secrets {
  const roles = ROLES.map((role) => [role, known.roles?.[role] ?? random()] as const);
  return {
    postgres: known.postgres ?? random(),
    service: known.service ?? random(),
    roles: Object.fromEntries(roles),
    keys: { USERS_MASTER_KEY: known.keys?.USERS_MASTER_KEY ?? random(32) },
  };
}

function read(file: string): KnownSecrets | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new Failure("SECRETS_UNREADABLE", { cause: error });
  }
  try {
    // exactOptionalPropertyTypes: what zod parsed has a key, or lacks it.
    return SecretsFile.parse(JSON.parse(text)) as KnownSecrets;
  } catch (cause) {
    throw new Failure("SECRETS_UNREADABLE", {
      cause: new Error(`${file} is damaged: restore it from a backup.`, { cause }),
    });
  }
}

/**
 * Reads the secrets of an installation, making those that are missing. Only the owner of the file
 * may read it (mode 0600).
 *
 * @throws {Failure} SECRETS_UNREADABLE when the file is there and cannot be understood; it is never
 *   overwritten then, because the data may be locked by what it held
 */
export function readSecrets(file: string): Secrets {
  const known = read(file);
  const secrets = newSecrets(known ?? {});
  if (JSON.stringify(secrets) !== JSON.stringify(known)) {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.draft-${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  }
  chmodSync(file, 0o600);
  return secrets;
}
