import { NativeSelect, SegmentedControl, Stack, Text, useMantineColorScheme } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { LOCALES, locale } from "../look/locale.js";
import { Panel } from "../look/Panel.js";

/** Colours and figures of this browser. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const chosen = useSyncExternalStore(locale.subscribe, locale.read);
  return (
    <Panel title="Appearance">
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Colors"
          value={colorScheme}
          data={[
            { value: "auto", label: "As the system" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
          onChange={(value) =>
            setColorScheme(value === "dark" || value === "light" ? value : "auto")
          }
        />
        <NativeSelect
          label="Numbers and dates"
          value={chosen}
          data={[...LOCALES]}
          onChange={(event) =>
            locale.choose(
              LOCALES.find(({ value }) => value === event.currentTarget.value)?.value ?? chosen,
            )
          }
        />
      </Stack>
      <Text size="sm" c="dimmed" mt="xs">
        Kept in this browser. Totals are in US dollars, the household's base currency; what you type
        has a dot before its decimals.
      </Text>
    </Panel>
  );
}
