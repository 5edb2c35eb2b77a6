import { createElement } from 'preact'
import { icon, type Icon as Name } from '../../browser/icons.ts'

/** A drawing that says nothing by itself: words stand beside it, or name the button that it is in. */
export function Icon({ name }: { readonly name: Name }) {
  return (
    <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
      {icon(name).children.map((shape) =>
        typeof shape === 'string' ? null : createElement(shape.tag, shape.attributes),
      )}
    </svg>
  )
}
