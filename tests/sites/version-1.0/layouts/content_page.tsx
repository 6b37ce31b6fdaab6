import { Breadcrumb } from 'answerbook/components/breadcrumb'
import { RelatedAnswers } from 'answerbook/components/related-answers'
import type { Layout } from 'answerbook/layout'
import { layout as builtIn } from 'answerbook/layouts/content_page'
import { Greeting } from './components/greeting.tsx'

/** A layout that takes the place of a built-in one, which it uses: everywhere but on the page whose order is 1. */
export const layout: Layout = (props) => {
  const { site, page, strings, related } = props
  if (page.order !== 1) return builtIn(props)
  return (
    <html lang={page.lang}>
      <head>
        <meta charset="utf-8" />
        <title>{page.title}</title>
      </head>
      <body>
        <main id="Main">
          <Breadcrumb site={site} strings={strings} page={page} category={undefined} />
          <h1>{page.title}</h1>
          <Greeting owner={page.owner} />
          {page.answers.map(({ anchor, question, html }) => (
            <section key={anchor}>
              <h2 id={anchor}>{question}</h2>
              <div dangerouslySetInnerHTML={{ __html: html }} />
            </section>
          ))}
          <div dangerouslySetInnerHTML={{ __html: page.footnotes ?? '' }} />
          <RelatedAnswers site={site} strings={strings} page={page} related={related} />
        </main>
      </body>
    </html>
  )
}
