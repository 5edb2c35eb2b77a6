import { createElement } from 'preact'
import { drawing, icon, type Icon as CardIcon } from '../../browser/icons.ts'

/** The drawings of cards, and what the console alone has. */
export type IconName = CardIcon | 'queue'

const QUEUE = drawing(['M2.5 9.5h3l1 2h3l1-2h3M2.5 9.5 4 3h8l1.5 6.5V13h-11z'])

/** A drawing that says nothing by itself: words stand beside it, or name the button that it is in. */
export function Icon({ name }: { readonly name: IconName }) {
  const { children } = name === 'queue' ? QUEUE : icon(name)
  return (
    <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
      {children.map((shape) => (typeof shape === 'string' ? null : createElement(shape.tag, shape.attributes)))}
    </svg>
  )
}
