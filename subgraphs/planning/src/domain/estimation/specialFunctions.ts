const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Gamma(x), x > 0, to about 14 digits. @see Lanczos, SIAM Journal B 1 (1964), g = 7 */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const y = x - 1;
  const t = y + 7.5;
  const sum = LANCZOS.reduce((total, c, i) => total + c / (y + i + 1), 0.99999999999980993);
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Pr(Beta(a, b) <= x), by Lentz's continued fraction. @see Numerical Recipes (2007), 6.4 */
export function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a;
  return 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  const away = (v: number): number => (Math.abs(v) < 1e-300 ? 1e-300 : v);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}

/** Pr(T <= t) of Student's t with `degrees` of freedom. */
export function studentBelow(t: number, degrees: number): number {
  const tail = 0.5 * regularisedBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/** The t with Pr(T <= t) = p, 0 < p < 1, by bisection on the tail: to the last few bits. */
export function studentQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  let low = -1;
  while (studentBelow(low, degrees) > tail) low *= 2;
  let high = 0;
  for (let i = 0; i < 200 && high - low > 1e-15 * Math.max(1, -low); i++) {
    const middle = (low + high) / 2;
    if (studentBelow(middle, degrees) > tail) high = middle;
    else low = middle;
  }
  const found = (low + high) / 2;
  return p < 0.5 ? found : -found;
}
