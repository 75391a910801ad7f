import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { ToolButton } from "./ToolButton.js";

export function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <ToolButton
      label={`Switch to ${other}`}
      icon={other === "dark" ? "moon" : "sun"}
      onClick={() => setColorScheme(other)}
    />
  );
}
