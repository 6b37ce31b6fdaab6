import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll } from 'vitest'
import { compile, copyAsTheyAre } from '../src/package/make.ts'
import { folderForAll } from './temporary.ts'

const project = join(import.meta.dirname, '..')

/**
 * The program of the command line, compiled as the package has it, for tests that start it often: from its TypeScript it takes a
 * second longer each time. Types are not checked here.
 */
export function compiledProgram(): () => string {
  const folder = folderForAll()
  beforeAll(() => {
    if (!compile('code.json', folder(), '--noCheck')) throw new Error('It was not compiled.')
    copyAsTheyAre(folder())
    cpSync(join(project, 'package.json'), join(folder(), 'package.json'))
    symlinkSync(join(project, 'node_modules'), join(folder(), 'node_modules'), 'junction')
  })
  return () => join(folder(), 'src', 'cli.js')
}
