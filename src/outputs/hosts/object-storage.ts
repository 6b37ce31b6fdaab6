import type { Host } from '../output.ts'

/** Storage such as S3 holds files, with the type and the headers that each is sent up with: the README has the commands. */
export const objectStorage: Host = {
  title: 'Object storage',
  files: () => [],
  readsNoRules: true,
}
