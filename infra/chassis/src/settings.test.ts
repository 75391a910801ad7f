import { describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { describeSettings, readSettings, subgraphSettings } from "./settings.js";

const shape = {
  PORT: z.coerce.number().int().describe("Port."),
  MODE: z.enum(["a", "b"]).default("a").describe("Mode."),
  API_KEY: z.string().default("none").describe("Key."),
  REQUIRED: z.string().describe("Needed."),
};

describe("settings", () => {
  it("come from the environment, with defaults; an empty variable counts as absent", () => {
    expect(readSettings(shape, { PORT: "41", MODE: "", REQUIRED: "x" })).toEqual({
      PORT: 41,
      MODE: "a",
      API_KEY: "none",
      REQUIRED: "x",
    });
  });

  it("that cannot be used are all named at once, without their values", () => {
    const reading = () => readSettings(shape, { PORT: "hunter2", MODE: "c" });
    expect(reading).toThrow(/PORT.*MODE.*REQUIRED/s);
    expect(reading).not.toThrow(/hunter2/);
  });

  it("make the rows of the README's table, without the value of a secret", () => {
    expect(describeSettings(shape)).toEqual([
      { name: "PORT", default: "required", description: "Port." },
      { name: "MODE", default: '"a"', description: "Mode." },
      { name: "API_KEY", default: "(secret)", description: "Key." },
      { name: "REQUIRED", default: "required", description: "Needed." },
    ]);
  });

  it("of every subgraph have a description", () => {
    for (const row of describeSettings(subgraphSettings)) expect(row.description).not.toBe("");
  });
});
