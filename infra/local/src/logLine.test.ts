import { describe, expect, it } from "@jest/globals";
import { consoleLine, readable } from "./logLine.js";

describe("consoleLine", () => {
  it.each([
    ['{"level":50,"msg":"incident 7"}', "tax: incident 7"],
    ['{"level":60,"msg":"start failed","err":{"message":"no disk"}}', "tax: start failed: no disk"],
    ['{"level":40,"msg":"slow"}', null],
    ['{"level":30,"msg":"said \\"level\\":50"}', null],
    ['{"level":50', null],
    ["not JSON at all", null],
  ])("shows of %s only what a person must know", (line, shown) => {
    expect(consoleLine("tax", line)).toBe(shown);
  });
});

describe("readable", () => {
  it.each([
    ['{"level":30,"msg":"ready","port":1}', "ready"],
    ["SyntaxError: Unexpected token", "SyntaxError: Unexpected token"],
    ['{"port":1}', '{"port":1}'],
  ])("makes of %s something to read, and loses nothing it does not understand", (line, text) => {
    expect(readable(line)).toBe(text);
  });
});
