import { documentsView } from './documents/documents-view.ts'
import { handOversView } from './hand-overs/hand-overs-view.ts'
import { mendView } from './mend/mend-view.ts'
import { queueView } from './queue/queue-view.ts'
import { trialView } from './trial/trial-view.ts'
import { toolsView } from './tools/tools-view.ts'
import type { ConsoleView } from './view.ts'

/** The views that exist, in the order of the navigation; the first is where one begins. */
export const VIEWS: readonly [ConsoleView, ...ConsoleView[]] = [
  queueView,
  handOversView,
  toolsView,
  documentsView,
  mendView,
  trialView,
]
