import { ActionIcon, Tooltip } from "@mantine/core";
import { Icon, type IconName } from "../look/Icon.js";

/** A button that is only a drawing; its name shows on hover and focus. */
export function ToolButton(props: {
  readonly label: string;
  readonly icon: IconName;
  readonly onClick: () => void;
}) {
  return (
    <Tooltip label={props.label} events={{ hover: true, focus: true, touch: false }}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="inherit"
        size="lg"
        aria-label={props.label}
        onClick={props.onClick}
      >
        <Icon name={props.icon} size={20} />
      </ActionIcon>
    </Tooltip>
  );
}
