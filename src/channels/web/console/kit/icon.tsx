import { createElement } from 'preact'
import { drawing, icon, type Icon as CardIcon } from '../../browser/icons.ts'

/** The drawings of cards, and what the console alone has. */
export type IconName = CardIcon | keyof typeof OWN

const OWN = {
  queue: drawing(['M2.5 9.5h3l1 2h3l1-2h3M2.5 9.5 4 3h8l1.5 6.5V13h-11z']),
  tool: drawing(['M10 2.6a3.4 3.4 0 0 0-3.2 4.6L2.6 11.4l2 2 4.2-4.2a3.4 3.4 0 0 0 4.6-3.2L11.2 8 8.9 7.1 8 4.8z']),
  rules: drawing(['M2.5 4.2l1.2 1.2 2-2.2M2.5 10.4l1.2 1.2 2-2.2M8 4.5h5.5M8 11h5.5']),
}

/** A drawing that says nothing by itself: words stand beside it, or name the button that it is in. */
export function Icon({ name }: { readonly name: IconName }) {
  const { children } = isOwn(name) ? OWN[name] : icon(name)
  return (
    <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
      {children.map((shape) => (typeof shape === 'string' ? null : createElement(shape.tag, shape.attributes)))}
    </svg>
  )
}

function isOwn(name: IconName): name is keyof typeof OWN {
  return name in OWN
}
