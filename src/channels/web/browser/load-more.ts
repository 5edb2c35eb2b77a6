import { readerTexts as words } from '#cards/texts/reader-texts.ts'
import type { Documents, End, Stretch } from './documents.ts'
import { h, type Child } from './element.ts'

/** The button that loads more of a long document, above or below what is here, with how much is left. */
export function loadMore(end: End, stretch: Stretch, documents: Documents): Child {
  const { more, text } = stretch
  const count = text.leftOut[end]
  if (count === 0) return ''
  const told = { read: words[end].leftOut(count), reading: words.loading, lost: words.lost }
  return h(
    'div',
    { key: end, class: 'left-out' },
    h('p', { role: 'status' }, told[more]),
    h(
      'button',
      {
        type: 'button',
        class: 'b',
        on: { click: (event) => void keepingPlace(event, documents.readOn(stretch, end)) },
      },
      words[end].show,
    ),
  )
}

// What comes in above pushes nothing out of sight, and a keyboard whose button went stays in the document.
async function keepingPlace({ currentTarget }: Event, read: Promise<void>): Promise<void> {
  const doc = currentTarget instanceof Element ? currentTarget.closest<HTMLElement>('.doc') : null
  const first = doc?.querySelector('section')
  const top = first?.offsetTop ?? 0
  await read
  if (doc && first?.isConnected === true) doc.scrollTop += first.offsetTop - top
  if (document.activeElement === document.body) doc?.focus({ preventScroll: true })
}
