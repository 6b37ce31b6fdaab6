import type { Arguments } from '../options.ts'
import { serve } from '../serve.ts'
import { guarded, urlOf } from './guarded.ts'

/** Builds the site with its drafts, serves it, and follows every change until it is stopped. */
export const run = (args: Arguments): Promise<number> =>
  guarded(args, (content) => serve({ content, port: Number(args.port ?? 8080), ...urlOf(args) }))
