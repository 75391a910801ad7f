import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { SimulationFieldsFragment } from "../generated/operations.js";
import { shortMoney, wholeMoney } from "../look/figures.js";

type Percentiles = NonNullable<SimulationFieldsFragment["result"]>["percentiles"];

const HEIGHT = 340;

/** Five percentiles over the years as two bands and a line; each event of the run redraws the same plot. */
export default function FanChart(props: {
  readonly percentiles: Percentiles;
  readonly paths: number;
}) {
  const { percentiles, paths } = props;
  const scheme = useComputedColorScheme("light", { getInitialValueInEffect: false });
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(percentiles);
  latest.current = percentiles;
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = new uPlot(options(element), data(latest.current), element);
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current = null;
      made.destroy();
    };
  }, [scheme]);
  useEffect(() => plot.current?.setData(data(percentiles)), [percentiles]);
  return (
    <div
      ref={host}
      className="chart"
      role="img"
      data-paths={paths}
      aria-label="Fan chart of possible wealth; the table below has its values"
    />
  );
}

function data({ months, p5, p25, p50, p75, p95 }: Percentiles): uPlot.AlignedData {
  return [months.map((month) => month / 12), [...p95], [...p75], [...p50], [...p25], [...p5]];
}

function options(element: HTMLElement): uPlot.Options {
  const style = getComputedStyle(element);
  const text = style.getPropertyValue("--mantine-color-dimmed");
  const line = style.getPropertyValue("--wg-line");
  const brand = style.getPropertyValue("--wg-brand").trim();
  const edge = { stroke: `${brand}66`, width: 1, points: { show: false } };
  const value = (_: uPlot, amount: number | null): string =>
    amount === null ? "–" : wholeMoney(amount);
  return {
    width: element.clientWidth,
    height: HEIGHT,
    cursor: { y: false },
    scales: { x: { time: false } },
    series: [
      { label: "Years", value: (_, years) => (years === null ? "–" : years.toFixed(1)) },
      { label: "95th", value, ...edge },
      { label: "75th", value, ...edge },
      { label: "Median", value, stroke: brand, width: 2.5, points: { show: false } },
      { label: "25th", value, ...edge },
      { label: "5th", value, ...edge },
    ],
    bands: [
      { series: [1, 5], fill: `${brand}26` },
      { series: [2, 4], fill: `${brand}40` },
    ],
    axes: [
      {
        stroke: text,
        grid: { show: false },
        ticks: { stroke: line },
        values: (_, years) => years.map((year) => `${year} y`),
      },
      {
        stroke: text,
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
        size: 64,
        values: (_, all) => all.map((each) => shortMoney(each)),
      },
    ],
  };
}
