import { processSettings, type SettingsShape } from "@wealthgraph/chassis/settings";
import { z } from "zod";

/** What `npm start` reads. Everything else in the environment is handed on to the processes. */
export const launcherSettings = {
  ...processSettings,
  PORT: z.coerce.number().int().min(1).max(65_535).default(4000).describe("Port of the endpoint."),
  DATA_DIR: z
    .string()
    .default(".data")
    .describe("Directory of database, secrets and logs, from the project's root."),
  DATABASE_URL: z
    .string()
    .optional()
    .describe(
      "An existing PostgreSQL to use instead of the embedded one, as a superuser or a role with CREATEROLE; roles and schemas are made in it.",
    ),
  DEMO: z
    .stringbool()
    .default(true)
    .describe("Fill a demo household on the first start; never in production."),
  REDIS_URL: z
    .string()
    .optional()
    .describe("Redis for bus and cache; without it PostgreSQL LISTEN/NOTIFY and memory serve."),
} as const satisfies SettingsShape;

export type LauncherSettings = z.infer<z.ZodObject<typeof launcherSettings>>;
