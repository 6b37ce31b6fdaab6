import type { Site } from '../model.ts'
import type { Problem } from '../problem.ts'

/** Looks at the whole site and tells what is wrong with it. It changes nothing. */
export type Check = (site: Site) => Problem[]
