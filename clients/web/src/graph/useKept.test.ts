/** @jest-environment jsdom */
import { describe, expect, it } from "@jest/globals";
import { renderHook } from "@testing-library/react";
import { useKept } from "./useGraph.ts";

describe("useKept", () => {
  const rendered = () =>
    renderHook(({ data, key }: { data: string | null; key: string }) => useKept(data, key), {
      initialProps: { data: null as string | null, key: "1Y" },
    });

  it("has nothing before the first answer, and keeps that one while asking again gives none", () => {
    const { result, rerender } = rendered();
    expect(result.current).toBeNull();
    rerender({ data: "first", key: "1Y" });
    rerender({ data: null, key: "1Y" });
    expect(result.current).toBe("first");
    rerender({ data: "second", key: "1Y" });
    expect(result.current).toBe("second");
  });

  it("does not show what was answered to another question", () => {
    const { result, rerender } = rendered();
    rerender({ data: "first", key: "1Y" });
    rerender({ data: null, key: "5Y" });
    expect(result.current).toBeNull();
  });
});
