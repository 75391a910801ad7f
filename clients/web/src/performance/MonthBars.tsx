import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { money, month, shortMoney } from "../look/figures.js";
import { SERIES } from "../look/theme.js";

/** Net income of each month with any; the table below says the same. */
export default function MonthBars(props: {
  readonly months: readonly { readonly month: string; readonly net: string }[];
}) {
  const data = withEmptyMonths(props.months);
  return (
    <div
      role="img"
      aria-label="Chart: net income by month; the table below has its values"
      style={{ height: 200 }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={data} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--wg-line)" />
          <XAxis
            dataKey="name"
            stroke="var(--mantine-color-dimmed)"
            fontSize={12}
            tickLine={false}
          />
          <YAxis
            stroke="var(--mantine-color-dimmed)"
            fontSize={12}
            width={56}
            tickLine={false}
            axisLine={false}
            tickFormatter={(value: number) => shortMoney(value)}
          />
          <Tooltip
            cursor={{ fill: "var(--wg-quiet-ground)" }}
            contentStyle={{ background: "var(--wg-card)", borderColor: "var(--wg-line)" }}
            formatter={(value) => money(Number(value))}
          />
          <Bar
            dataKey="net"
            name="Net income"
            fill={SERIES[0] ?? "#0f8a68"}
            isAnimationActive={false}
            radius={[3, 3, 0, 0]}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

/** Months without income stand between the others, so that time runs evenly. */
function withEmptyMonths(
  months: readonly { readonly month: string; readonly net: string }[],
): { name: string; net: number }[] {
  const byMonth = new Map(months.map(({ month: first, net }) => [first.slice(0, 7), Number(net)]));
  const [first, last] = [months[0]?.month, months.at(-1)?.month];
  const bars: { name: string; net: number }[] = [];
  if (first === undefined || last === undefined) return bars;
  const at = new Date(`${first.slice(0, 7)}-01T00:00:00Z`);
  while (at.toISOString() <= `${last.slice(0, 7)}-01T00:00:00.000Z`) {
    const key = at.toISOString().slice(0, 7);
    bars.push({ name: month(`${key}-01`), net: byMonth.get(key) ?? 0 });
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return bars;
}
