import { ActionIcon, Popover, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Icon } from "./Icon.js";

/** One click from a figure to what it is, of when, from where and how it is computed. */
export function Explain({
  what,
  children,
}: {
  readonly what: string;
  readonly children: ReactNode;
}) {
  return (
    <Popover width={300} position="bottom-start" withArrow shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`About: ${what}`}
          c="dimmed"
        >
          <Icon name="info" size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" component="div">
          {children}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
