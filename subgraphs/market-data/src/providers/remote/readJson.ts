import { z } from "zod";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { ProviderFault } from "./ProviderFault.js";

/**
 * Reads a JSON answer of a documented form.
 *
 * @throws {ProviderFault} GARBAGE naming the first field that does not fit, never a value
 */
export function readJson<Shape extends z.ZodType>(text: string, shape: Shape): z.output<Shape> {
  const parsed = shape.safeParse(parseText(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ProviderFault("GARBAGE", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProviderFault("GARBAGE", "the answer is not JSON");
  }
}

/** A finite number; its shortest decimal text is exact to the 15 digits a price has. Any sign: lies are judged later. */
export const decimalNumber = z.number().transform((value) => new Decimal(String(value)));

/** Plain decimal text. */
export const decimalText = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,12})?$/, "a plain decimal is expected")
  .transform((text) => new Decimal(text));
