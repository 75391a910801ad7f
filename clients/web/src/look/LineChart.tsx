import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { shortMoney, wholeMoney } from "./figures.js";
import { SERIES } from "./theme.js";

export interface Line {
  readonly name: string;
  readonly values: readonly number[];
  readonly isArea?: boolean;
}

const HEIGHT = 260;

/** Long series by day, with a crosshair and its values. The view shows a table beside it. */
export default function LineChart(props: {
  readonly name: string;
  readonly dates: readonly string[];
  readonly series: readonly Line[];
}) {
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const host = useRef<HTMLDivElement>(null);
  const { name, dates, series } = props;
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const plot = new uPlot(options(element, series), data(dates, series), element);
    const observer = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [dates, series, scheme]);
  return (
    <div
      ref={host}
      className="chart"
      role="img"
      aria-label={`Chart: ${name}; the table below has its values`}
    />
  );
}

/** Calendar dates stand at UTC midnight, and the axis is UTC: no reader sees the day before. */
function data(dates: readonly string[], series: readonly Line[]): uPlot.AlignedData {
  return [dates.map((date) => Date.parse(date) / 1_000), ...series.map((line) => [...line.values])];
}

function options(element: HTMLElement, series: readonly Line[]): uPlot.Options {
  const style = getComputedStyle(element);
  const text = style.getPropertyValue("--mantine-color-dimmed");
  const grid = { stroke: style.getPropertyValue("--wg-line"), width: 1 };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC"),
    cursor: { y: false, points: { size: 7 } },
    series: [
      { label: "Day", value: "{YYYY}-{MM}-{DD}" },
      ...series.map((line, index) => {
        const stroke = SERIES[index] ?? text;
        return {
          label: line.name,
          stroke,
          width: line.isArea ? 2 : 1.3,
          value: (_: uPlot, value: number | null) => (value === null ? "–" : wholeMoney(value)),
          ...(line.isArea ? { fill: `${stroke}22` } : { dash: [5, 4] }),
        };
      }),
    ],
    axes: [
      { stroke: text, grid: { show: false }, ticks: grid },
      {
        stroke: text,
        grid,
        ticks: { show: false },
        size: 64,
        values: (_, values) => values.map((value) => shortMoney(value)),
      },
    ],
  };
}
