import type { SingleKeys } from '../single-keys.ts'
import type { QueueDesk } from './queue-desk.ts'

/** What each key does in a queue. A goes to the button and Enter presses it: two keys, so that a slip pays nobody. */
export function queueKeys(root: HTMLElement, desk: QueueDesk, showKeys: () => void): SingleKeys {
  const inCard = (selector: string, does: (element: HTMLElement) => void): boolean => {
    const element = root.querySelector<HTMLElement>(`.review ${selector}`)
    // In a narrow window an open document lies over the card.
    if (element?.checkVisibility({ visibilityProperty: true }) !== true) return false
    does(element)
    return true
  }
  const detail = (name: string) => (): boolean =>
    inCard(`[data-detail="${name}"] > summary`, (summary) => {
      summary.click()
      summary.scrollIntoView({ block: 'nearest' })
    })
  return {
    j: () => desk.move(1),
    k: () => desk.move(-1),
    a: () => inCard('[data-act="approve"]', (button) => button.focus()),
    e: () => inCard('[data-act="edit"]', (button) => button.click()),
    x: () => inCard('[data-act="reject"]', (button) => button.click()),
    l: detail('looked'),
    p: detail('written'),
    r: detail('rules'),
    o: detail('values'),
    u: () => desk.back(),
    '?': () => {
      showKeys()
      return true
    },
  }
}
