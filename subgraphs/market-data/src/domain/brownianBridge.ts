const { floor, sqrt } = Math;

/** A point of a path: whole seconds and a log level. */
export interface Knot {
  readonly second: number;
  readonly level: number;
}

export interface Bridge {
  readonly from: Knot;
  readonly to: Knot;
  /** Standard deviation of the level over one second */
  readonly deviationPerSecond: number;
  /** A standard normal that depends on the second alone */
  readonly drawAt: (second: number) => number;
  /** Keeps a level inside what the path may reach */
  readonly bound: (level: number) => number;
}

/**
 * The level of a Brownian bridge at a whole second, by halving the interval: each second is the
 * middle of exactly one interval, so its level is the same whenever and in whatever order it is asked.
 *
 * @param second from `from.second` to `to.second`
 * @see Lévy's construction; P. Glasserman, Monte Carlo Methods in Financial Engineering, 2003, 3.1
 */
export function bridgeLevel(bridge: Bridge, second: number): number {
  let { from, to } = bridge;
  while (second > from.second && second < to.second) {
    const length = to.second - from.second;
    const middle = from.second + floor(length / 2);
    const before = middle - from.second;
    const after = to.second - middle;
    const mean = from.level + ((to.level - from.level) * before) / length;
    const deviation = bridge.deviationPerSecond * sqrt((before * after) / length);
    const level = bridge.bound(mean + deviation * bridge.drawAt(middle));
    if (second < middle) to = { second: middle, level };
    else from = { second: middle, level };
  }
  return second <= from.second ? from.level : to.level;
}
