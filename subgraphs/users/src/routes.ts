import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { readBody, type Route, sendJson } from "@wealthgraph/chassis/httpServer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { z } from "zod";
import { issueServiceToken } from "./operations/issueServiceToken.js";
import type { World } from "./operations/ports.js";
import { publishedKeySet, rotateSigningKeys } from "./operations/signingKeys.js";

const BODY_BYTES_MAX = 10_000;
const JWKS_SECONDS = 300; // far less than a key is published before it signs

const ServiceTokenRequest = z.object({
  service: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  householdId: z.string(),
});

/**
 * Addresses beside /graphql. The public keys are for everybody; /internal is for processes that
 * show the shared secret, and the router never leads there.
 */
export function usersRoutes(world: World, serviceSecret: string): Route[] {
  return [
    {
      method: "GET",
      path: "/.well-known/jwks.json",
      handle: async (_request, response) =>
        sendJson(response, 200, await publishedKeySet(world), {
          "cache-control": `public, max-age=${JWKS_SECONDS}`,
        }),
    },
    {
      method: "POST",
      path: "/internal/service-token",
      handle: async (request, response) => {
        requireSecret(request, serviceSecret);
        const asked = await readServiceTokenRequest(request);
        const token = await issueServiceToken(world, asked);
        sendJson(response, 200, token, { "cache-control": "no-store" });
      },
    },
    {
      method: "POST",
      path: "/internal/signing-keys/rotate",
      handle: async (request, response) => {
        requireSecret(request, serviceSecret);
        sendJson(response, 200, await rotateSigningKeys(world, true));
      },
    },
  ];
}

/** @throws {Refusal} UNAUTHENTICATED; takes as long for a wrong secret as for the right one */
function requireSecret(request: IncomingMessage, secret: string): void {
  const shown = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  if (timingSafeEqual(digest(shown), digest(secret))) return;
  throw new Refusal("UNAUTHENTICATED", "this address needs the shared secret of our processes");
}

async function readServiceTokenRequest(
  request: IncomingMessage,
): Promise<z.infer<typeof ServiceTokenRequest>> {
  const body = await readBody(request, BODY_BYTES_MAX);
  const parsed = ServiceTokenRequest.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  throw new Refusal("BAD_REQUEST", 'the body is {"service": "...", "householdId": "..."}');
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null; // not the object that is asked for, and refused as such
  }
}
