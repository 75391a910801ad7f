import { SegmentedControl } from "@mantine/core";
import { RANGES, type Range } from "../search.js";

/** How far back a view looks; the view keeps it in its address. */
export function RangeControl(props: {
  readonly range: Range;
  readonly choose: (range: Range) => void;
}) {
  return (
    <SegmentedControl
      size="xs"
      aria-label="Range"
      data={RANGES.map((value) => ({ value, label: value === "ALL" ? "All" : value }))}
      value={props.range}
      onChange={(value) => props.choose(RANGES.find((each) => each === value) ?? props.range)}
    />
  );
}
