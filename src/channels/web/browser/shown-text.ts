import { visiblePieces } from '#cards/drawing/visible-text.ts'
import { h, type Child } from './element.ts'

/** Text from outside, whole and harmless: what can't be seen is a box with its number, and its direction stays its own. */
export function shownText(text: string): Child {
  return h('bdi', null, ...shownPieces(text))
}

/** The same without a frame around it, where one stands already. */
export function shownPieces(text: string): readonly Child[] {
  return visiblePieces(text).map(({ kind, text: piece }) =>
    kind === 'text' ? piece : h('span', { class: 'box' }, piece),
  )
}
