import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ROLES } from "@wealthgraph/chassis/databaseSetup";
import { Failure } from "@wealthgraph/kernel/refusal";
import { z } from "zod";

const Secret = z.string().min(24);

const SecretsFile = z.object({
  postgres: Secret,
  service: Secret,
  roles: z.record(z.string(), Secret),
});

/** The passwords of one installation; random, made on the first start. */
export interface Secrets {
  /** Password of the embedded server's superuser. */
  readonly postgres: string;
  /** What our processes show each other to get service tokens. */
  readonly service: string;
  /** Password of every database role. */
  readonly roles: Readonly<Record<string, string>>;
}

const random = (): string => randomBytes(24).toString("base64url");

/** @returns passwords nobody has seen; what `known` has stays */
export function newSecrets(known: Partial<Secrets> = {}): Secrets {
  const roles = ROLES.map((role) => [role, known.roles?.[role] ?? random()] as const);
  return {
    postgres: known.postgres ?? random(),
    service: known.service ?? random(),
    roles: Object.fromEntries(roles),
  };
}

function read(file: string): Secrets | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new Failure("SECRETS_UNREADABLE", { cause: error });
  }
  try {
    return SecretsFile.parse(JSON.parse(text));
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
