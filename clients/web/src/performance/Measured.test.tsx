/** @jest-environment jsdom */
import { describe, expect, it } from "@jest/globals";
import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import { percent } from "../look/figures.js";
import { Measured } from "./Measured.js";

// jsdom has no media queries; Mantine asks for the system's colours.
window.matchMedia ??= () =>
  ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList; // what Mantine uses of it

describe("Measured", () => {
  const shown = (value: number | null, reason: string | null): string =>
    render(
      <MantineProvider>
        <Measured measure={{ value, reason }} write={percent} />
      </MantineProvider>,
    ).container.textContent ?? "";

  it("writes the figure where there is one, 0 too", () => {
    expect(shown(0.125, null)).toContain("12.50%");
    expect(shown(0, null)).toContain("0.00%");
  });

  it.each([
    ["PERIOD_TOO_SHORT", "a year or less is not annualized"],
    ["RESTATEMENT_PENDING", "ask in a moment"],
    ["SOMETHING_NEW", "something new"],
  ])("says why there is none for %s: %s", (reason, words) => {
    expect(shown(null, reason)).toContain(words);
  });
});
