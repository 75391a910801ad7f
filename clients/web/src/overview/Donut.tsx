import { Cell, Pie, PieChart, ResponsiveContainer } from "recharts";
import type { Share } from "../holdings/valuation.js";
import { SERIES } from "../look/theme.js";

/** The drawing only; the table below it says the same to everybody. */
export default function Donut({ shares }: { readonly shares: readonly Share[] }) {
  return (
    <div aria-hidden="true" style={{ height: 210 }}>
      <ResponsiveContainer width="100%" height="100%">
        <PieChart accessibilityLayer={false}>
          <Pie
            data={[...shares]}
            dataKey="value"
            nameKey="name"
            innerRadius="62%"
            outerRadius="96%"
            paddingAngle={1}
            stroke="none"
            isAnimationActive={false}
            rootTabIndex={-1}
          >
            {shares.map((share, index) => (
              <Cell key={share.name} fill={SERIES[index % SERIES.length] ?? "#888"} />
            ))}
          </Pie>
        </PieChart>
      </ResponsiveContainer>
    </div>
  );
}
