import { AccessTokenVerifier } from "@wealthgraph/chassis/accessToken";
import { newId } from "@wealthgraph/chassis/id";
import { startSubgraph } from "@wealthgraph/chassis/subgraphProcess";
import { Argon2PasswordHasher } from "./crypto/Argon2PasswordHasher.js";
import { JoseAccessTokenSigner } from "./crypto/JoseAccessTokenSigner.js";
import { ownKeys } from "./crypto/ownKeys.js";
import { RandomTokens } from "./crypto/RandomTokens.js";
import { forgetExpired } from "./operations/forgetExpired.js";
import type { World } from "./operations/ports.js";
import {
  publishedKeySet,
  requireSigningWorks,
  rotateSigningKeys,
} from "./operations/signingKeys.js";
import { PostgresUnitOfWork } from "./persistence/PostgresUnitOfWork.js";
import { usersRoutes } from "./routes.js";
import { usersSettings } from "./settings.js";
import { HOUSEKEEPING_QUEUE, subgraph } from "./subgraph.js";

await startSubgraph({
  definition: subgraph,
  settings: usersSettings,
  compose: async ({ settings, database, log }) => {
    const tokens = new RandomTokens(settings.USERS_MASTER_KEY);
    const world: World = {
      store: new PostgresUnitOfWork(database),
      passwords: await Argon2PasswordHasher.create(tokens.newToken()),
      tokens,
      signer: new JoseAccessTokenSigner(settings.USERS_MASTER_KEY),
      limits: {
        signInPerAccount: settings.USERS_SIGN_IN_PER_ACCOUNT,
        signInPerAddress: settings.USERS_SIGN_IN_PER_ADDRESS,
        signUpPerAddress: settings.USERS_SIGN_UP_PER_ADDRESS,
      },
      demoEmail: settings.NODE_ENV === "production" ? null : (settings.USERS_DEMO_EMAIL ?? null),
      now: () => new Date(),
      newId,
    };
    const keepHouse = async () => {
      const rotation = await rotateSigningKeys(world);
      log.info({ ...rotation, ...(await forgetExpired(world)) }, "housekeeping");
    };
    await keepHouse();
    await requireSigningWorks(world);
    return {
      services: world,
      verifier: new AccessTokenVerifier(ownKeys(() => publishedKeySet(world))),
      routes: usersRoutes(world, settings.SERVICE_SECRET),
      handlers: [
        {
          queue: HOUSEKEEPING_QUEUE,
          schedule: { cron: "17 * * * *", timeZone: "UTC" },
          handle: keepHouse,
        },
      ],
    };
  },
});
