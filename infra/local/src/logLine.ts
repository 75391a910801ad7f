import { z } from "zod";

const Line = z.object({
  level: z.number(),
  msg: z.string().optional(),
  err: z.object({ message: z.string() }).optional(),
});

const ERROR = 50;

function parse(line: string): z.infer<typeof Line> | null {
  if (!line.startsWith("{")) return null;
  try {
    return Line.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** A line of a process's log for a person: of a structured one the message and the error's. */
export function readable(line: string): string {
  const parsed = parse(line);
  return parsed === null
    ? line
    : [parsed.msg, parsed.err?.message].filter((part) => part !== undefined).join(": ");
}

/** What the console shows of a line: errors and worse; everything else is in the log file only. */
export function consoleLine(name: string, line: string): string | null {
  const parsed = parse(line);
  return parsed !== null && parsed.level >= ERROR ? `${name}: ${readable(line)}` : null;
}
