/**
 * How a property is tried: with the same cases in each run, so that a failure is seen again. PROPERTY_RUNS=50 tries fifty times as
 * many, and PROPERTY_SEED=7 others.
 */
export const tries = (numRuns: number): { seed: number; numRuns: number } => ({
  seed: Number(process.env.PROPERTY_SEED ?? 20261129),
  numRuns: numRuns * Number(process.env.PROPERTY_RUNS ?? 1),
})
