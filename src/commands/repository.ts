import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/** A file's path from the root of its repository, with forward slashes; as it is if it lies in none. */
export function pathInRepository(file: string): string {
  const whole = resolve(file)
  const root = repositoryOf(dirname(whole))
  return (root === undefined ? file : relative(root, whole)).split(sep).join('/')
}

/** `.git` is a folder, or a file in a worktree and in a repository inside another. */
function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder
  const above = dirname(folder)
  return above === folder ? undefined : repositoryOf(above)
}
