import { describe, expect, it } from "@jest/globals";
import { normalizePassword, requireStrongPassword } from "./password.js";

const refusal = (password: string, email = "ada@example.com") => {
  try {
    requireStrongPassword(password, email);
  } catch (error) {
    return (error as { code: string }).code;
  }
  return null;
};

describe("requireStrongPassword", () => {
  it.each([
    "correct horse battery staple",
    "kf93-Lqz8-1mvt",
    "das Boot fährt 1000 Meilen",
    "🦉🐙🦊🐝 at the lake",
  ])("takes %s", (password) => {
    expect(refusal(password)).toBeNull();
  });

  it.each([
    ["eleven characters", "hj3.kd92-ln"],
    ["one character over and over", "aaaaaaaaaaaaaaaa"],
    ["four different characters", "abababcdcdcd"],
    ["a rising sequence", "123456789012"],
    ["a falling sequence of letters", "zyxwvutsrqpon"],
    ["a common word with digits", "Password12345"],
    ["a common word with look-alike signs", "P@$$w0rd!2024"],
    ["common words joined", "letmeinplease99"],
    ["a keyboard row", "qwertyuiop12"],
    ["the e-mail's name with digits", "ada.lovelace1815", "adalovelace@example.com"],
    ["digits and signs only", "19.12.1815-10"],
  ])("refuses %s", (_, password, email = "ada@example.com") => {
    expect(refusal(password, email)).toBe("WEAK_PASSWORD");
  });

  it("refuses more than 128 characters as bad input", () => {
    expect(refusal("correct horse ".repeat(10))).toBe("BAD_INPUT");
  });

  it("counts a composed letter once, however it was typed", () => {
    expect(normalizePassword("Zu\u0308rich")).toBe("Z\u00fcrich");
  });
});
