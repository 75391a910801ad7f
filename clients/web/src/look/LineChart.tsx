import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { money, percent, shortMoney } from "./figures.js";
import { SERIES } from "./theme.js";

export interface Line {
  readonly name: string;
  /** Null where there is none. */
  readonly values: readonly (number | null)[];
  readonly isArea?: boolean;
}

/** ISO 4217 code of an amount, or % of a fraction. */
export type Unit = "%" | (string & {});

const HEIGHT = 260;

/** Long series by day, with a crosshair and its values. The view shows a table beside it. */
export default function LineChart(props: {
  readonly name: string;
  readonly dates: readonly string[];
  readonly series: readonly Line[];
  readonly unit?: Unit;
  readonly height?: number;
  /** Charts of one name move their crosshairs together. */
  readonly crosshair?: string;
}) {
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const host = useRef<HTMLDivElement>(null);
  const { name, dates, series, unit = "USD", height = HEIGHT, crosshair } = props;
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const drawn = { series, unit, height, crosshair };
    const plot = new uPlot(options(element, drawn), data(dates, series), element);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [dates, series, unit, height, crosshair, scheme]);
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

interface Drawn {
  readonly series: readonly Line[];
  readonly unit: Unit;
  readonly height: number;
  readonly crosshair: string | undefined;
}

function options(element: HTMLElement, drawn: Drawn): uPlot.Options {
  const { series, unit, height, crosshair } = drawn;
  const style = getComputedStyle(element);
  const text = style.getPropertyValue("--mantine-color-dimmed");
  const grid = { stroke: style.getPropertyValue("--wg-line"), width: 1 };
  return {
    width: element.clientWidth,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), "Etc/UTC"),
    cursor: {
      y: false,
      points: { size: 7 },
      ...(crosshair === undefined ? {} : { sync: { key: crosshair } }),
    },
    series: [
      { label: "Day", value: "{YYYY}-{MM}-{DD}" },
      ...series.map((line, index) => {
        const stroke = SERIES[index] ?? text;
        return {
          label: line.name,
          stroke,
          width: line.isArea ? 2 : 1.3,
          value: (_: uPlot, value: number | null) => (value === null ? "–" : exact(value, unit)),
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
        values: (_, values) => values.map((value) => short(value, unit)),
      },
    ],
  };
}

function exact(value: number, unit: Unit): string {
  return unit === "%" ? percent(value) : money(value, unit);
}

function short(value: number, unit: Unit): string {
  return unit === "%" ? percent(value, Math.abs(value) < 0.1 ? 1 : 0) : shortMoney(value, unit);
}
