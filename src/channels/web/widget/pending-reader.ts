import { screenTexts } from '#cards/texts/screen-texts.ts'
import { h, type Child, type Description } from '../browser/element.ts'
import { icon } from '../browser/icons.ts'
import type { ReaderProps } from '../browser/reader.ts'
import { shownText } from '../browser/shown-text.ts'

/** The place of a document while what draws it is loaded: its title, where it is closed, and how far that is. */
export function pendingReader({ quotes, openNumber, onClose }: ReaderProps, pending: Child): Description {
  const title = quotes.find(({ number }) => number === openNumber)?.citation.document.title ?? ''
  const keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    onClose()
  }
  return h(
    'aside',
    { key: 'reader', class: 'reader pending', 'aria-labelledby': 'reader-title', on: { keydown } },
    h(
      'header',
      { key: 'head', class: 'reader-head' },
      h('div', null, h('h2', { id: 'reader-title', tabindex: '-1' }, shownText(title))),
      h(
        'button',
        { key: 'x', type: 'button', class: 'ib', 'aria-label': screenTexts.reader.close, on: { click: onClose } },
        icon('x'),
      ),
    ),
    pending,
  )
}
