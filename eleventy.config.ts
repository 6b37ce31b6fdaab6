import type { EleventyConfig } from '@11ty/eleventy'
import { layouts, pages } from './src/eleventy.ts'

/**
 * How Eleventy compiles the site. It is started by `src/build.ts`, which has read and checked the content before; nothing
 * that lies in `content/` is a template, and none of Eleventy's own template languages is on.
 */
export default function configure(eleventyConfig: EleventyConfig): void {
  eleventyConfig.setUseGitIgnore(false) // the folder that Eleventy reads is empty, and made anew each time
  eleventyConfig.setTemplateFormats([]) // no Markdown, Liquid or Nunjucks
  eleventyConfig.addPlugin(pages) // every page of the model, filed under the layout that its front matter names
  eleventyConfig.addPlugin(layouts) // layouts/*.tsx: typed functions from the model to HTML
}
