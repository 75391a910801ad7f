import type { SettingsShape } from "@wealthgraph/chassis/settings";
import { z } from "zod";
import { type MasterKey, parseMasterKey } from "./crypto/sealedText.js";

const attempts = (byDefault: number) => z.coerce.number().int().min(1).default(byDefault);

/** What users reads beside the settings of every subgraph. */
export const usersSettings = {
  USERS_MASTER_KEY: z
    .string()
    .transform((text, context): MasterKey => {
      const key = parseMasterKey(text);
      if (key) return key;
      context.addIssue({ code: "custom", message: "is not 32 bytes in base64 or hexadecimal" });
      return z.NEVER;
    })
    .describe(
      "32 bytes in base64, base64url or hexadecimal: seals the private signing keys in the database.",
    ),
  USERS_DEMO_EMAIL: z
    .string()
    .optional()
    .describe(
      "E-mail address of an account that anybody may enter without its password; `npm start` sets it for its demo household on loopback. Without effect in production.",
    ),
  USERS_SIGN_IN_PER_ACCOUNT: attempts(10).describe(
    "Failed sign-ins of one account that are answered in 15 minutes.",
  ),
  USERS_SIGN_IN_PER_ADDRESS: attempts(100).describe(
    "Failed sign-ins from one address that are answered in 15 minutes.",
  ),
  USERS_SIGN_UP_PER_ADDRESS: attempts(100).describe(
    "Sign-ups from one address that are answered in 15 minutes.",
  ),
} as const satisfies SettingsShape;
