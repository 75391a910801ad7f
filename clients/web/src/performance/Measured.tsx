import { Text } from "@mantine/core";
import type { MeasureFieldsFragment } from "../generated/operations.js";
import { reasonOf } from "./reasons.js";

/** A figure, or the reason why there is none. */
export function Measured(props: {
  readonly measure: MeasureFieldsFragment;
  readonly write: (value: number) => string;
}) {
  const { measure, write } = props;
  if (measure.value !== null) return <>{write(measure.value)}</>;
  return (
    <>
      –{" "}
      <Text span size="xs" c="dimmed" fw={400} style={{ whiteSpace: "normal", letterSpacing: 0 }}>
        {reasonOf(measure.reason)}
      </Text>
    </>
  );
}
