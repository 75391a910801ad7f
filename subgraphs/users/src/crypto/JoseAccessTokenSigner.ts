import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  SignJWT,
} from "jose";
import { TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_TYPE } from "@wealthgraph/chassis/accessToken";
import { invariant } from "@wealthgraph/kernel/refusal";
import type {
  AccessTokenClaims,
  AccessTokenSigner,
  StoredSigningKey,
} from "../operations/ports.js";
import { type MasterKey, seal, unseal } from "./sealedText.js";

const ALGORITHM = "RS256";
const MODULUS_BITS = 2_048;
const seconds = (instant: Date) => Math.floor(instant.getTime() / 1_000);
const placeOf = (kid: string) => `users.signing_key.sealed_private_key.${kid}`;

/** Signs access tokens of RFC 9068 with RS256; private keys leave it sealed under the master key only. */
export class JoseAccessTokenSigner implements AccessTokenSigner {
  readonly #masterKey: MasterKey;
  readonly #opened = new Map<string, Promise<CryptoKey>>(); // by kid; a few over the life of a process

  constructor(masterKey: MasterKey) {
    this.#masterKey = masterKey;
  }

  async newKey(): Promise<Pick<StoredSigningKey, "kid" | "publicJwk" | "sealedPrivateKey">> {
    const pair = await generateKeyPair(ALGORITHM, {
      modulusLength: MODULUS_BITS,
      extractable: true,
    });
    const { n, e } = await exportJWK(pair.publicKey);
    invariant(n !== undefined && e !== undefined, "an RSA key has a modulus and an exponent");
    const kid = await calculateJwkThumbprint({ kty: "RSA", n, e });
    return {
      kid,
      publicJwk: { kty: "RSA", n, e, kid, alg: ALGORITHM, use: "sig" },
      sealedPrivateKey: seal(await exportPKCS8(pair.privateKey), this.#masterKey, placeOf(kid)),
    };
  }

  async sign(key: StoredSigningKey, claims: AccessTokenClaims): Promise<string> {
    return new SignJWT({ scope: claims.scope, households: claims.households })
      .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPE, kid: key.kid })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(claims.subject)
      .setIssuedAt(seconds(claims.issuedAt))
      .setExpirationTime(seconds(claims.expiresAt))
      .setJti(claims.tokenId)
      .sign(await this.#open(key));
  }

  #open(key: StoredSigningKey): Promise<CryptoKey> {
    const known = this.#opened.get(key.kid);
    if (known) return known;
    const pem = unseal(key.sealedPrivateKey, this.#masterKey, placeOf(key.kid));
    const opened = importPKCS8(pem, ALGORITHM);
    this.#opened.set(key.kid, opened);
    return opened;
  }
}
