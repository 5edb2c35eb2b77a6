import { h, type Child } from './element.ts'
import { shownText } from './shown-text.ts'

/** What somebody may say next, by a button: what it says and what pressing it sends. */
export interface Choice {
  readonly label: string
  readonly says: string
}

/**
 * Buttons that say something for whoever presses them, in a list with a name. Without `send` it is past, and a list alone.
 */
export function choices(
  { key, name, offered }: { readonly key: string; readonly name: string; readonly offered: readonly Choice[] },
  send: ((text: string) => void) | null,
): Child {
  return h(
    'ul',
    { key, class: send === null ? 'past-choices' : 'suggestions', 'aria-label': name },
    offered.map(({ label, says }) =>
      h('li', { key: label }, send === null ? shownText(label) : button(label, says, send)),
    ),
  )
}

function button(label: string, says: string, send: (text: string) => void): Child {
  // The second press of a double one would say it twice.
  const press = (event: Event): void => {
    if (!(event instanceof MouseEvent) || event.detail < 2) send(says)
  }
  return h('button', { type: 'button', class: 'suggestion', on: { click: press } }, shownText(label))
}
