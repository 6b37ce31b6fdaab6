import type { ComponentChildren } from 'preact'
import { absolute, withBase } from '../../src/address.ts'
import { directionOf } from '../../src/direction.ts'
import type { LayoutProps } from '../../src/layout.ts'
import { openGraph } from '../../src/open-graph.ts'
import { policyWithData } from '../../src/policy.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'
import { FormerAnchors, MovedNotes } from './moved-notes.tsx'
import { breadcrumbData } from './structured-data.ts'

interface DocumentProps extends Omit<LayoutProps, 'related'> {
  /** Which kind of page it is, for the style sheet. */
  readonly kind: string
  /** Scripts beside the one that every page has. */
  readonly scripts?: readonly string[]
  readonly children: ComponentChildren
}

/**
 * The HTML document that every page shares. The whole style stands in it, and the few bytes of script that set a reader's own
 * colours: one round trip, and the page is there.
 */
export function Document({ site, page, assets, strings, kind, scripts = [], children }: DocumentProps) {
  const { settings, base } = site
  const title = page.kind === 'home' ? settings.name : `${page.title} – ${settings.name}`
  const isSign = page.kind === 'not-found' || page.kind === 'moved' || page.kind === 'all'
  const canonical = isSign ? undefined : absolute(site, page.address)
  const shared =
    page.kind === 'not-found'
      ? []
      : openGraph(site, {
          ...(canonical ? { address: page.address } : {}),
          title: page.title,
          description: page.description,
          type: page.kind === 'content' ? 'article' : 'website',
        })
  const direction = directionOf(settings.language)
  const own = site.links.notes.has(page.address) && page.kind !== 'moved' ? [assets.moved] : []
  const data = breadcrumbData(site, strings, page)
  const policy = assets.policy && data ? policyWithData(assets.policy, data) : assets.policy
  return (
    <html
      lang={settings.language}
      dir={direction === 'rtl' ? direction : undefined}
      data-base={base}
      data-site={settings.name}
    >
      <head>
        <meta charset="utf-8" />
        {policy && <meta http-equiv="Content-Security-Policy" content={policy} />}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        {page.description && <meta name="description" content={page.description} />}
        {canonical && <link rel="canonical" href={canonical} />}
        {isSign && <meta name="robots" content="noindex" />}
        {shared.map((meta) => (
          <meta key={meta.property ?? meta.name} {...meta} />
        ))}
        <link rel="icon" href={withBase(base, '/favicon.svg')} type="image/svg+xml" />
        {settings.url && (
          <>
            <link
              rel="search"
              type="application/opensearchdescription+xml"
              href={withBase(base, '/opensearch.xml')}
              title={settings.name}
            />
            {site.links.ids.size > 0 && (
              <link
                rel="alternate"
                type="application/atom+xml"
                href={withBase(base, '/feed.xml')}
                title={settings.name}
              />
            )}
          </>
        )}
        <script dangerouslySetInnerHTML={{ __html: assets.theme.text }} />
        <style dangerouslySetInnerHTML={{ __html: assets.style.text }} />
        {[assets.script, ...scripts, ...own].map((script) => (
          <script key={script} type="module" src={withBase(base, script)} />
        ))}
        {data && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: data }} />}
      </head>
      <body class={`page-${kind}`}>
        <a class="skip" href="#Main">
          {strings.skip}
        </a>
        {/* The front page opens with the name and the search itself. */}
        {page.kind !== 'home' && (
          <Header site={site} strings={strings} withSearch={page.kind !== 'search'} suggest={assets.suggest} />
        )}
        {/* Our own ids have a capital: anchors of headings never do, so that no question can take one of them. */}
        <main
          id="Main"
          tabIndex={-1}
          lang={page.lang === settings.language ? undefined : page.lang}
          dir={directionOf(page.lang) === direction ? undefined : directionOf(page.lang)}
        >
          <FormerAnchors site={site} address={page.address} />
          {children}
          <MovedNotes site={site} strings={strings} page={page} />
        </main>
        <Footer site={site} strings={strings} />
      </body>
    </html>
  )
}
