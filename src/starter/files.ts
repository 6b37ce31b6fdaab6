/** The files of a new site, and the keys of its `package.json`. All of it is its author's from then on. */
export interface StarterFile {
  readonly path: string
  readonly content: string
}

/** What npm may be asked to run. The names are those of the commands, so that what messages say to run is there. */
export const scripts: Readonly<Record<string, string>> = Object.fromEntries(
  ['start', 'build', 'check', 'links', 'new', 'search', 'import', 'check-links'].map((name) => [
    name,
    `answerbook ${name}`,
  ]),
)

export const starterFiles: readonly StarterFile[] = [
  {
    path: 'content/site.yml',
    content: lines(
      '# The site as a whole. "npm run check" tells of slips.',
      'name: Questions and answers',
      'description: Answers to what we are asked most.',
      'language: en-GB',
      '# Where it will be published, as soon as you know: permalinks and the feed need it.',
      '# url: https://example.org/help/',
    ),
  },
  {
    path: 'content/writing-answers.md',
    content: lines(
      '---',
      'title: Writing answers',
      'category: About this site',
      '---',
      '',
      'This page shows how answers are written. Put your own pages in its place before you publish the site.',
      '',
      '## How do I add an answer?',
      '',
      'Write the question as a heading with two signs, `## How do I add an answer?`, and the answer below it. It goes on to the next',
      'heading of this kind.',
      '',
      '## How do I add a page?',
      '',
      'Make a file in the folder `content` whose name ends in `.md`. At its top, between two lines of `---`, say the title and the',
      'category, as this page does.',
      '',
      '## How do links stay alive?',
      '',
      'Run `npm run links` before you publish something new. From then on each answer has an address that always leads to it, and a',
      'change that would break one is told before it is published.',
    ),
  },
  {
    path: 'README.md',
    content: lines(
      '# Questions and answers',
      '',
      'A site made with Answerbook. It needs Node.js 20.19 or newer.',
      '',
      '```sh',
      'npm install && npm start   # see the site at http://localhost:8080, and each change as you save it',
      'npm run build              # write the site into _site/, ready to upload',
      '```',
      '',
      'Pages are in `content/`. A layout of your own goes into `layouts/`, files that are published as they are into `public/`.',
      '`npx answerbook --help` shows what else there is.',
    ),
  },
  { path: '.gitignore', content: lines('node_modules/', '_site/', '._site.*', '.cache/') },
  {
    path: '.gitattributes',
    content: lines(
      '# Lines of two branches are both kept: each stands by itself.',
      'content/permalinks.txt merge=union',
      'content/words.txt merge=union',
    ),
  },
]

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
