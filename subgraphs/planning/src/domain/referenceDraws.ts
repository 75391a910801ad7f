import { logOfScaled, monthNormals, philox } from "./referenceNormals.js";

/** The random numbers of one path, as the kernel's draws.ts draws them. */
export class ReferenceDraws {
  readonly #key: readonly [number, number];
  readonly #counter: number;
  readonly path: number;
  readonly isMirrored: boolean;

  constructor(key: readonly [number, number], path: number, isAntithetic: boolean) {
    this.path = path;
    this.#key = key;
    this.#counter = isAntithetic ? path >>> 1 : path;
    this.isMirrored = isAntithetic && path % 2 === 1;
  }

  normals(month: number, count: number): number[] {
    const drawn = monthNormals(this.#key, this.#counter, month, count);
    return this.isMirrored ? drawn.map((z) => -z) : drawn;
  }

  /** Uniform words; word 0 is turned over where the path is a mirror. */
  uniforms(month: number, count: number): number[] {
    const words: number[] = [];
    for (let block = 0; words.length < count; block++) {
      words.push(...philox([this.#counter, month, block, 1], this.#key));
    }
    if (this.isMirrored) words[0] = ~(words[0] ?? 0) >>> 0;
    return words;
  }

  /**
   * The factor that makes unit normals of one month a unit Student-t: sqrt((nu - 2) / chi-square).
   * Half the degrees are minus 2 ln of a product of uniforms, an odd one is one more normal squared.
   *
   * @param normals of the month, the extra one last when degrees are odd
   */
  fatness(month: number, degrees: number, normals: readonly number[]): number {
    const pairs = Math.floor(degrees / 2);
    const words = this.uniforms(month, pairs + 1);
    let product = 1;
    for (let i = 0; i < pairs; i++) {
      const u = (words[i + 1] ?? 0) + 0.5;
      product *= i === 0 ? u : u * 2 ** -32;
    }
    const even = logOfScaled(product) * -2;
    const odd = degrees % 2 === 1 ? (normals.at(-1) ?? 0) : 0;
    const chiSquare = degrees % 2 === 1 ? even + odd * odd : even;
    return Math.sqrt((degrees - 2) / chiSquare);
  }
}
