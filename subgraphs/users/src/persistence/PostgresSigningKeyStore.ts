import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import type { PublicJwk, SigningKeyStore, StoredSigningKey } from "../operations/ports.js";

interface SigningKeyRow {
  readonly kid: string;
  readonly public_jwk: PublicJwk;
  readonly sealed_private_key: string;
  readonly published_from: Date;
  readonly signs_from: Date;
}

/** Signing keys; the private ones lie here sealed only. */
export class PostgresSigningKeyStore implements SigningKeyStore {
  constructor(private readonly em: SqlEntityManager) {}

  async lock(): Promise<void> {
    await query(this.em, "select pg_advisory_xact_lock(hashtext('users.signing_key'))");
  }

  async all(): Promise<StoredSigningKey[]> {
    const rows = await query<SigningKeyRow>(
      this.em,
      `select kid, public_jwk, sealed_private_key, published_from, signs_from
       from users.signing_key order by signs_from, kid`,
    );
    return rows.map((row) => ({
      kid: row.kid,
      publicJwk: row.public_jwk,
      sealedPrivateKey: row.sealed_private_key,
      publishedFrom: row.published_from,
      signsFrom: row.signs_from,
    }));
  }

  async insert(key: StoredSigningKey): Promise<void> {
    await query(
      this.em,
      `insert into users.signing_key
         (kid, public_jwk, sealed_private_key, published_from, signs_from)
       values ($1, $2, $3, $4, $5)`,
      [
        key.kid,
        JSON.stringify(key.publicJwk),
        key.sealedPrivateKey,
        key.publishedFrom,
        key.signsFrom,
      ],
    );
  }

  async remove(kids: readonly string[]): Promise<void> {
    await query(this.em, "delete from users.signing_key where kid = any ($1::text[])", [kids]);
  }
}
