import { withBase } from '../../src/address.ts'
import type { MovedNote, Page, Site } from '../../src/model.ts'
import type { Strings } from '../../src/strings.ts'

interface MovedNotesProps {
  readonly site: Site
  readonly strings: Strings
  readonly page: Page
}

/** What has left the page: each note stands under the anchor that its answer had, so that old links come to it. */
export function MovedNotes({ site, strings, page }: MovedNotesProps) {
  const notes = site.links.notes.get(page.address) ?? []
  if (notes.length === 0) return null
  return (
    <aside class="width narrow moved-notes" aria-labelledby="MovedNotes">
      <h2 id="MovedNotes">{page.kind === 'moved' ? strings.movedAnswers : strings.movedFromHere}</h2>
      <ul>
        {notes.map((note) => (
          <li key={note.anchor} id={note.anchor} data-moved={note.to.kind === 'moved' ? 'on' : 'gone'}>
            <Note site={site} strings={strings} note={note} />
          </li>
        ))}
      </ul>
    </aside>
  )
}

interface NoteProps extends Omit<MovedNotesProps, 'page'> {
  readonly note: MovedNote
}

function Note({ site, strings, note: { question, to } }: NoteProps) {
  if (to.kind === 'moved') {
    return (
      <>
        {question !== to.title && `${question} `}
        {strings.movedTo} <a href={withBase(site.base, to.address)}>{to.title}</a>
      </>
    )
  }
  return (
    <>
      {question} {strings.retiredNote}
      {to.instead && (
        <>
          {' '}
          {strings.retiredInstead} <a href={withBase(site.base, to.instead.address)}>{to.instead.title}</a>
        </>
      )}
    </>
  )
}

/** Places of their own for former anchors, so that old links come to what stands there now. */
export function FormerAnchors({ site, address }: { readonly site: Site; readonly address: Page['address'] }) {
  return site.links.anchors.get(address)?.map((anchor) => <span key={anchor} id={anchor} class="former-anchor" />)
}
