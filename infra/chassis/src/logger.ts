import { pino, type Logger } from "pino";

export type { Logger };

/** Structured log lines on standard output; secrets that slip into an object are removed. */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    base: { name, pid: process.pid },
    redact: {
      paths: [
        "authorization",
        "*.authorization",
        "password",
        "*.password",
        "token",
        "*.token",
        "accessToken",
        "*.accessToken",
        "refreshToken",
        "*.refreshToken",
      ],
      censor: "[removed]",
    },
  });
}
