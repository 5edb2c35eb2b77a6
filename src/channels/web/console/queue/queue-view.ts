import { consoleTexts } from '../../../console-texts.ts'
import { listenToKeys } from '../single-keys.ts'
import type { ConsoleView, OpenView, ViewPlace } from '../view.ts'
import { QueueDesk } from './queue-desk.ts'
import { queueKeys } from './queue-keys.ts'

/** What waits for its reader, each plan with its card and what it is about. */
export const queueView: ConsoleView = {
  name: 'queue',
  label: consoleTexts.queue.title,
  icon: 'queue',
  documentTitle: consoleTexts.queue.documentTitle,
  isFor: () => true,
  open: (place) => openQueue(place, consoleTexts.queue.emptyHint),
}

/** An open queue can also be told that something has just come. */
export interface OpenQueue extends OpenView {
  look(): void
}

/** Shows the queue in a place until the place is left. `hint`: what to do while nothing waits. */
export function openQueue(place: ViewPlace, hint: string): OpenQueue {
  const desk = new QueueDesk(place, hint)
  listenToKeys(place.keys, queueKeys(place.root, desk), place.signal)
  desk.redraw()
  return desk
}
