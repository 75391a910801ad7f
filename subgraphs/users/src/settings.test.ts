import { describe, expect, it } from "@jest/globals";
import { readSettings } from "@wealthgraph/chassis/settings";
import { usersSettings } from "./settings.js";

describe("USERS_MASTER_KEY", () => {
  it("is read as 32 bytes", () => {
    const settings = readSettings(usersSettings, { USERS_MASTER_KEY: "ab".repeat(32) });
    expect(settings.USERS_MASTER_KEY).toEqual(Buffer.alloc(32, 0xab));
  });

  it.each([{}, { USERS_MASTER_KEY: "change me" }])("is needed and never repeated: %j", (given) => {
    const read = () => readSettings(usersSettings, given);
    expect(read).toThrow(/USERS_MASTER_KEY/);
    expect(read).not.toThrow(/change me/);
  });
});
