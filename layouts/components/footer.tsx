import { withBase } from '../../src/address.ts'
import type { NamedLink, Site } from '../../src/model.ts'
import type { Strings } from '../../src/strings.ts'

export function Footer({ site, strings }: { readonly site: Site; readonly strings: Strings }) {
  const { owner, licence, notice, links } = site.settings
  const own = site.ownPages.filter(({ kind }) => kind === 'glossary' || kind === 'all')
  return (
    <footer class="footer">
      <div class="width">
        <h2 class="hidden">{strings.footer}</h2>
        {(links.length > 0 || own.length > 0) && (
          <ul class="footer-links">
            {own.map(({ title, address }) => (
              <li key={address}>
                <a href={withBase(site.base, address)}>{title}</a>
              </li>
            ))}
            {links.map((link) => (
              <li key={link.name}>
                <Named site={site} link={link} />
              </li>
            ))}
          </ul>
        )}
        {notice && <p class="footer-notice">{notice}</p>}
        {(owner || licence) && (
          <p>
            {owner && <>{strings.owner(<Named site={site} link={owner} />)} </>}
            {licence && strings.licence(<Named site={site} link={licence} />)}
          </p>
        )}
        <ThemeChoice strings={strings} />
      </div>
    </footer>
  )
}

/** Light, dark, or what the device says. It needs the script, and is hidden until that has run. */
function ThemeChoice({ strings }: { readonly strings: Strings }) {
  return (
    <fieldset class="themes" hidden data-themes>
      <legend>{strings.themeTitle}</legend>
      {Object.entries(strings.themes).map(([theme, name]) => (
        <button key={theme} type="button" class="tool" data-theme-choice={theme} aria-pressed="false">
          {name}
        </button>
      ))}
    </fieldset>
  )
}

function Named({ site, link }: { readonly site: Site; readonly link: NamedLink }) {
  if (!link.url) return <>{link.name}</>
  return <a href={link.url.startsWith('/') ? site.base + link.url.slice(1) : link.url}>{link.name}</a>
}
