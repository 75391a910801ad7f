import fc from "fast-check";

/**
 * Property tests draw the same cases in every run, so that a red run can be repeated and a green one
 * lands. FAST_CHECK_SEED=<number> draws others: use it to look for new counterexamples.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_120) });
