import type { Site } from '../../src/model.ts'

/** The address of the form or the letter that `site.yml` names under `feedback`, with title and text filled in. */
export function letterTo({ settings: { feedback } }: Site, title: string, body: string): string | undefined {
  if (feedback === undefined) return undefined
  const fill = (titleKey: string, bodyKey: string, target: string): string =>
    `${target}${target.includes('?') ? '&' : '?'}${titleKey}=${encodeURIComponent(title)}&${bodyKey}=${encodeURIComponent(body)}`
  if (feedback.startsWith('mailto:')) return fill('subject', 'body', feedback)
  // GitLab's forms take other names than those of GitHub, Gitea and Forgejo.
  return feedback.includes('/-/issues/')
    ? fill('issue[title]', 'issue[description]', feedback)
    : fill('title', 'body', feedback)
}
