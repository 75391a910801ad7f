import { ResponsiveContainer, Treemap as RechartsTreemap } from "recharts";
import type { Share } from "../holdings/valuation.js";
import { percent } from "../look/figures.js";
import { SERIES } from "../look/theme.js";

const LABEL_WIDTH_MIN = 64;
const LABEL_HEIGHT_MIN = 34;

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly index: number;
  readonly depth: number;
  readonly name: string;
  readonly fraction: number;
}

/** Areas in proportion to value; the table below it says the same to everybody. */
export default function Treemap({ shares }: { readonly shares: readonly Share[] }) {
  return (
    <div aria-hidden="true" style={{ height: 240 }}>
      <ResponsiveContainer width="100%" height="100%">
        <RechartsTreemap
          data={shares.map((share) => ({ ...share }))}
          dataKey="value"
          nameKey="name"
          isAnimationActive={false}
          content={(cell) => <Tile {...(cell as unknown as Cell)} />} // Recharts gives each share its place
        />
      </ResponsiveContainer>
    </div>
  );
}

function Tile({ x, y, width, height, index, depth, name, fraction }: Cell) {
  if (depth === 0) return <g />;
  const isLabelled = width >= LABEL_WIDTH_MIN && height >= LABEL_HEIGHT_MIN;
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        fill={SERIES[index % SERIES.length] ?? "#888"}
        stroke="var(--wg-card)"
        strokeWidth={2}
      />
      {isLabelled ? (
        <>
          <text x={x + 8} y={y + 17} fontSize={12} fontWeight={600} fill="#fff">
            {clipped(name, width)}
          </text>
          <text x={x + 8} y={y + 31} fontSize={11} fill="#fff">
            {percent(fraction, 1)}
          </text>
        </>
      ) : null}
    </g>
  );
}

const CHARACTER_PX = 7;

function clipped(name: string, width: number): string {
  const fits = Math.floor((width - 12) / CHARACTER_PX);
  return name.length <= fits ? name : `${name.slice(0, Math.max(1, fits - 1))}…`;
}
