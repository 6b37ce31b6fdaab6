import { withBase } from '../../src/address.ts'
import type { Site } from '../../src/model.ts'
import type { Strings } from '../../src/strings.ts'

interface SearchFormProps {
  readonly site: Site
  readonly strings: Strings
  readonly id: string
  /** Shows the label and a hint, and makes the box tall. */
  readonly large?: boolean
  /** The script that offers answers while a reader types; none on the search page, which shows them itself. */
  readonly suggest?: string
}

/** A plain form: without script it leads to the search page, which lists every question. */
export function SearchForm({ site, strings, id, large = false, suggest }: SearchFormProps) {
  return (
    // A <search> element would be the same landmark; screen readers of locked-down machines do not all know it yet.
    // biome-ignore lint/a11y/useSemanticElements: see above
    <form
      class={large ? 'search search-large' : 'search'}
      role="search"
      action={withBase(site.base, '/search/')}
      method="get"
    >
      <label class={large ? 'search-label' : 'hidden'} for={id}>
        {strings.searchLabel}
      </label>
      {large && (
        <p class="search-hint" id={`${id}-hint`}>
          {strings.searchHint}
        </p>
      )}
      <div class="search-row">
        <input
          class="search-box"
          type="search"
          id={id}
          name="q"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="search"
          aria-keyshortcuts="Control+K"
          data-suggest={suggest && withBase(site.base, suggest)}
          {...(large ? { 'aria-describedby': `${id}-hint` } : { placeholder: strings.searchLabel })}
        />
        <button class="search-button" type="submit">
          <svg aria-hidden="true" focusable="false" width="20" height="20" viewBox="0 0 20 20">
            <circle cx="8.5" cy="8.5" r="6" fill="none" stroke="currentColor" stroke-width="2.5" />
            <path d="M13 13l5 5" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" />
          </svg>
          <span class={large ? undefined : 'hidden'}>{strings.searchButton}</span>
        </button>
      </div>
    </form>
  )
}
