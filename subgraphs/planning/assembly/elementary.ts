// Logarithm, sine, cosine and exponential as polynomials over two doubles. Every step is one IEEE
// operation in a stated order, so that every engine and CPU gives the same bits. Coefficients of the
// logarithm, sine and cosine: fdlibm (Sun Microsystems, 1993); of the exponential: Taylor.

/** Bits of 1 and of the square root of 1/2. */
const ONE: i64 = 0x3ff0000000000000;
const SQRT_HALF: i64 = ((<i64>0x3fe6a09e) << 32) | 0x667f3bcd;

/** Natural logarithm of a positive normal double times 2^-32: ln(x) - 32 ln 2. */
export function logOfScaled(x: v128): v128 {
  const shifted = i64x2.add(x, i64x2.splat(ONE - SQRT_HALF));
  const k = f64x2.sub(
    v128.or(i64x2.shr_u(shifted, 52), i64x2.splat(0x4330000000000000)),
    f64x2.splat(4503599627370496.0 + 1023.0 + 32.0),
  );
  const mantissa = i64x2.add(
    v128.and(shifted, i64x2.splat(0x000fffffffffffff)),
    i64x2.splat(SQRT_HALF),
  );
  const f = f64x2.sub(mantissa, f64x2.splat(1.0));
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2.0)));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  let even = f64x2.mul(w, f64x2.splat(1.5313837699209373e-1));
  even = f64x2.mul(w, f64x2.add(even, f64x2.splat(2.2222198432149784e-1)));
  even = f64x2.mul(w, f64x2.add(even, f64x2.splat(3.999999999940942e-1)));
  let odd = f64x2.mul(w, f64x2.splat(1.4798198605116586e-1));
  odd = f64x2.mul(w, f64x2.add(odd, f64x2.splat(1.818357216161805e-1)));
  odd = f64x2.mul(w, f64x2.add(odd, f64x2.splat(2.857142874366239e-1)));
  odd = f64x2.mul(z, f64x2.add(odd, f64x2.splat(6.666666666666735e-1)));
  const half = f64x2.mul(f64x2.mul(f, f), f64x2.splat(0.5));
  const tail = f64x2.add(
    f64x2.mul(s, f64x2.add(half, f64x2.add(even, odd))),
    f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)),
  );
  return f64x2.sub(
    f64x2.mul(k, f64x2.splat(6.931471803691238e-1)),
    f64x2.sub(f64x2.sub(half, tail), f),
  );
}

/** Sine of an angle of at most a quarter of pi either way. */
export function sineNearZero(x: v128): v128 {
  const z = f64x2.mul(x, x);
  let p = f64x2.mul(z, f64x2.splat(1.58969099521155e-10));
  p = f64x2.mul(z, f64x2.add(p, f64x2.splat(-2.5050760253406863e-8)));
  p = f64x2.mul(z, f64x2.add(p, f64x2.splat(2.7557313707070068e-6)));
  p = f64x2.mul(z, f64x2.add(p, f64x2.splat(-1.984126982985795e-4)));
  p = f64x2.mul(z, f64x2.add(p, f64x2.splat(8.33333333332249e-3)));
  p = f64x2.mul(z, f64x2.add(p, f64x2.splat(-1.6666666666666632e-1)));
  return f64x2.add(x, f64x2.mul(x, p));
}

/** Cosine of an angle of at most a quarter of pi either way. */
export function cosineNearZero(x: v128): v128 {
  const z = f64x2.mul(x, x);
  let p = f64x2.mul(z, f64x2.splat(-1.1359647557788195e-11));
  p = f64x2.mul(z, f64x2.add(p, f64x2.splat(2.087572321298175e-9)));
  p = f64x2.mul(z, f64x2.add(p, f64x2.splat(-2.7557314351390663e-7)));
  p = f64x2.mul(z, f64x2.add(p, f64x2.splat(2.480158728947673e-5)));
  p = f64x2.mul(z, f64x2.add(p, f64x2.splat(-1.388888888887411e-3)));
  p = f64x2.mul(z, f64x2.add(p, f64x2.splat(4.16666666666666e-2)));
  p = f64x2.mul(z, f64x2.sub(p, f64x2.splat(0.5)));
  return f64x2.add(p, f64x2.splat(1.0));
}

/** e^x for |x| < 700: 2^k e^r with |r| at most half of ln 2, Taylor to the twelfth power. */
export function exponential(x: v128): v128 {
  const k = f64x2.nearest(f64x2.mul(x, f64x2.splat(1.4426950408889634)));
  const r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(k, f64x2.splat(6.931471803691238e-1))),
    f64x2.mul(k, f64x2.splat(1.9082149292705877e-10)),
  );
  let p = f64x2.mul(r, f64x2.splat(2.08767569878681e-9));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(2.505210838544172e-8)));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(2.755731922398589e-7)));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(2.7557319223985893e-6)));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(2.48015873015873e-5)));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(1.984126984126984e-4)));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(1.388888888888889e-3)));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(8.333333333333333e-3)));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(4.1666666666666664e-2)));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(1.6666666666666666e-1)));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(0.5)));
  p = f64x2.mul(r, f64x2.add(p, f64x2.splat(1.0)));
  p = f64x2.add(p, f64x2.splat(1.0));
  const scale = i64x2.shl(f64x2.add(k, f64x2.splat(6755399441055744.0)), 52);
  return i64x2.add(p, scale);
}
