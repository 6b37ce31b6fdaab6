import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { writeFiles } from '../../src/write-files.ts'

const run = promisify(execFile)
const project = join(import.meta.dirname, '..', '..')

/** A page as other generators read it. */
export interface PlainPage {
  /** `topic-3/page-17`: folder and name, without an ending. */
  readonly path: string
  readonly title: string
  readonly category: string
  /** Markdown, without its title. */
  readonly body: string
}

/** How a site is made with something else: what is written, what is installed, and what is run. */
export interface Recipe {
  readonly name: string
  readonly packages: readonly string[]
  readonly files: readonly { readonly path: string; readonly content: string }[]
  /** Programs of Node, with what they are told. */
  readonly programs: readonly (readonly string[])[]
  /** Where the built site then lies. */
  readonly output: string
  readonly addressOf: (path: string) => string
}

const own = (title: string): string => JSON.stringify(title)

/** VitePress with its own theme and its own search; the list of pages is the only setting that it cannot do without. */
export function vitePress(name: string, pages: readonly PlainPage[], withSidebar: boolean): Recipe {
  const sidebar = [...byCategory(pages)].map(([text, items]) => ({
    text,
    items: items.map(({ title, path }) => ({ text: title, link: `/${path}` })),
  }))
  const themeConfig = { search: { provider: 'local' }, ...(withSidebar ? { sidebar } : {}) }
  return {
    name: 'VitePress',
    packages: ['vitepress@1.6.4'],
    files: [
      { path: 'index.md', content: `# ${name}\n` },
      {
        path: '.vitepress/config.js',
        content: `export default ${JSON.stringify({ title: name, ignoreDeadLinks: true, themeConfig })}\n`,
      },
      ...pages.map(({ path, title, body }) => ({ path: `${path}.md`, content: `# ${title}\n\n${body}` })),
    ],
    programs: [['node_modules/vitepress/bin/vitepress.js', 'build']],
    output: '.vitepress/dist',
    addressOf: (path) => `/${path}.html`,
  }
}

/** Starlight as its own starter has it: it lists the pages by itself, and Pagefind searches them. */
export const starlight = (name: string, pages: readonly PlainPage[]): Recipe => ({
  name: 'Starlight',
  packages: ['@astrojs/starlight@0.37.7', 'astro@5.18.2'],
  files: [
    {
      path: 'astro.config.mjs',
      content: `import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'

export default defineConfig({ integrations: [starlight({ title: ${own(name)} })] })
`,
    },
    {
      path: 'src/content.config.ts',
      content: `import { docsLoader } from '@astrojs/starlight/loaders'
import { docsSchema } from '@astrojs/starlight/schema'
import { defineCollection } from 'astro:content'

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) }
`,
    },
    { path: 'src/content/docs/index.md', content: `---\ntitle: ${own(name)}\n---\n` },
    ...pages.map(({ path, title, body }) => ({
      path: `src/content/docs/${path}.md`,
      content: `---\ntitle: ${own(title)}\n---\n\n${body}`,
    })),
  ],
  programs: [['node_modules/astro/astro.js', 'build']],
  output: 'dist',
  addressOf: (path) => `/${path}/`,
})

/** A style sheet as one would begin with. */
const faqStyle = `:root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif; }
body { max-width: 44rem; margin: 0 auto; padding: 1rem; }
header { padding: 1rem 0; font-weight: bold; }
h1, h2, h3 { line-height: 1.25; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; }
th, td { padding: 0.5rem; border: 1px solid; text-align: start; vertical-align: top; }
pre { overflow-x: auto; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 4px solid; }
nav { margin-top: 3rem; border-top: 1px solid; }
`

/** Eleventy with one layout, one linked style sheet, and Pagefind's own interface put in as its guide says. */
export const eleventy = (name: string, pages: readonly PlainPage[]): Recipe => ({
  name: 'Eleventy + Pagefind',
  packages: [],
  files: [
    {
      path: '_includes/base.njk',
      content: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} - ${name}</title>
<link rel="stylesheet" href="/style.css">
<link rel="stylesheet" href="/pagefind/pagefind-ui.css">
<script src="/pagefind/pagefind-ui.js"></script>
</head>
<body>
<header><a href="/">${name}</a></header>
<div id="search"></div>
<main data-pagefind-body>
<h1>{{ title }}</h1>
{{ content | safe }}
</main>
<nav><ul>{% for page in collections.all %}<li><a href="{{ page.url }}">{{ page.data.title }}</a></li>{% endfor %}</ul></nav>
<script>
window.addEventListener('DOMContentLoaded', () => {
  new PagefindUI({ element: '#search', showSubResults: true })
})
</script>
</body>
</html>
`,
    },
    { path: 'style.css', content: faqStyle },
    {
      path: 'eleventy.config.js',
      content: "export default (config) => { config.addPassthroughCopy('style.css') }\n",
    },
    { path: 'index.md', content: `---\ntitle: ${own(name)}\nlayout: base.njk\n---\n` },
    ...pages.map(({ path, title, body }) => ({
      path: `${path}.md`,
      content: `---\ntitle: ${own(title)}\nlayout: base.njk\n---\n\n${body}`,
    })),
  ],
  // The project has both already, in the versions that it is built with.
  programs: [
    [join(project, 'node_modules', '@11ty', 'eleventy', 'cmd.cjs'), '--quiet'],
    [join(project, 'node_modules', 'pagefind', 'lib', 'runner', 'bin.cjs'), '--site', '_site'],
  ],
  output: '_site',
  addressOf: (path) => `/${path}/`,
})

/** The parts of a page that a FAQ has with any generator: where it is, what is on it, its text. */
const faqHead = (name: string, title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - ${name}</title>
<link rel="stylesheet" href="/style.css">
<link rel="stylesheet" href="/pagefind/pagefind-ui.css">
<script src="/pagefind/pagefind-ui.js" defer></script>
</head>
<body>
<header><a href="/">${name}</a></header>
<div id="search"></div>
`

const faqFoot = `<script>
window.addEventListener('DOMContentLoaded', () => new PagefindUI({ element: '#search', showSubResults: true }))
</script>
</body>
</html>
`

const slugOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/**
 * A FAQ in plain Eleventy, as one would write it with care for speed: pages with where they are, a list of their questions and
 * an anchor at each; a page a category, and a home page; then Pagefind's command line.
 */
export const eleventyFaq = (name: string, pages: readonly PlainPage[]): Recipe => ({
  name: 'Eleventy + Pagefind',
  packages: [],
  files: [
    {
      path: '_includes/base.njk',
      content: `${faqHead(name, '{{ title }}')}<main data-pagefind-body>
{% if category %}<p><a href="/{{ category | slugify }}/">{{ category }}</a></p>{% endif %}
<h1>{{ title }}</h1>
{% set parts = content | questions %}{% if parts.length %}<ul>{% for part in parts %}<li><a href="#{{ part.id }}">{{ part.text | safe }}</a></li>{% endfor %}</ul>{% endif %}
{{ content | safe }}
</main>
${faqFoot}`,
    },
    {
      path: 'eleventy.config.js',
      content: `import markdownIt from ${own(join(project, 'node_modules', 'markdown-it', 'dist', 'markdown-it.mjs'))}
import anchor from ${own(join(project, 'node_modules', 'markdown-it-anchor', 'dist', 'markdownItAnchor.mjs'))}

export default (config) => {
  config.setLibrary('md', markdownIt({ html: true }).use(anchor))
  config.addPassthroughCopy('style.css')
  config.addFilter('questions', (html) =>
    [...html.matchAll(/<h2 id="([^"]*)"[^>]*>(.*?)<\\/h2>/g)].map(([, id, text]) => ({ id, text })))
}
`,
    },
    { path: 'style.css', content: faqStyle },
    ...[...byCategory(pages)].map(([category, filed]) => ({
      path: `${slugOf(category)}.md`,
      content: `---\ntitle: ${category}\nlayout: base.njk\n---\n\n${filed.map(({ title, path }) => `- [${title}](/${path}/)`).join('\n')}\n`,
    })),
    {
      path: 'index.md',
      content: `---\ntitle: ${name}\nlayout: base.njk\n---\n\n${[...byCategory(pages).keys()].map((category) => `- [${category}](/${slugOf(category)}/)`).join('\n')}\n`,
    },
    ...pages.map(({ path, title, category, body }) => ({
      path: `${path}.md`,
      content: `---\ntitle: ${own(title)}\nlayout: base.njk\ncategory: ${category}\n---\n\n${body}`,
    })),
  ],
  programs: [
    [join(project, 'node_modules', '@11ty', 'eleventy', 'cmd.cjs'), '--quiet'],
    [join(project, 'node_modules', 'pagefind', 'lib', 'runner', 'bin.cjs'), '--site', '_site'],
  ],
  output: '_site',
  addressOf: (path) => `/${path}/`,
})

/** The same with Hugo, which lists the pages of a category by itself. Its first program is Hugo, and not one of Node. */
export const hugoFaq = (name: string, pages: readonly PlainPage[]): Recipe => ({
  name: 'Hugo + Pagefind',
  packages: [],
  files: [
    {
      path: 'config.toml',
      content: `title = ${own(name)}
baseURL = "https://faq.example.org/"
disableKinds = ["taxonomy", "term", "RSS"]

[markup.tableOfContents]
startLevel = 2
endLevel = 2
`,
    },
    {
      path: 'layouts/_default/single.html',
      content: `${faqHead(name, '{{ .Title }}')}<main data-pagefind-body>
<p><a href="{{ .CurrentSection.RelPermalink }}">{{ .Params.category }}</a></p>
<h1>{{ .Title }}</h1>
{{ .TableOfContents }}
{{ .Content }}
</main>
${faqFoot}`,
    },
    {
      path: 'layouts/_default/list.html',
      content: `${faqHead(name, '{{ .Title }}')}<main data-pagefind-body>
<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
</main>
${faqFoot}`,
    },
    { path: 'static/style.css', content: faqStyle },
    ...[...byCategory(pages)].map(([category, [page]]) => ({
      path: `content/${page?.path.split('/')[0]}/_index.md`,
      content: `---\ntitle: ${category}\n---\n`,
    })),
    ...pages.map(({ path, title, category, body }) => ({
      path: `content/${path}.md`,
      content: `---\ntitle: ${own(title)}\ncategory: ${category}\n---\n\n${body}`,
    })),
  ],
  programs: [['--quiet'], [join(project, 'node_modules', 'pagefind', 'lib', 'runner', 'bin.cjs'), '--site', 'public']],
  output: 'public',
  addressOf: (path) => `/${path}/`,
})

const byCategory = (pages: readonly PlainPage[]): Map<string, PlainPage[]> => {
  const found = new Map<string, PlainPage[]>()
  for (const page of pages) found.set(page.category, [...(found.get(page.category) ?? []), page])
  return found
}

/** Installs and builds in the folder what has not been built there from the same recipe. Returns the built site's folder. */
export async function prepare(recipe: Recipe, folder: string): Promise<string> {
  const { packages, files, programs, output } = recipe
  const stamp = join(folder, 'built-from')
  const wanted = createHash('sha256')
    .update(JSON.stringify([packages, files, programs]))
    .digest('hex')
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return join(folder, output)
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder)) {
    if (name !== 'node_modules') await rm(join(folder, name), { recursive: true })
  }
  await writeFiles(files, folder)
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}')
  if (packages.length > 0) await run('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder })
  for (const program of programs) {
    await run(process.execPath, [...program], {
      cwd: folder,
      maxBuffer: 1e8,
      env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=8000', ASTRO_TELEMETRY_DISABLED: '1' },
    })
  }
  await writeFile(stamp, wanted)
  return join(folder, output)
}
