import { documentsView } from './documents/documents-view.tsx'
import { handOversView } from './hand-overs/hand-overs-view.tsx'
import { linkView } from './link/link-view.tsx'
import { feedbackView } from './feedback/feedback-view.tsx'
import { peopleView } from './people/people-view.tsx'
import { queueView } from './queue/queue-view.tsx'
import { rulesView } from './rules/rules-view.tsx'
import { shadowPolicyView } from './shadow-policy/shadow-policy-view.tsx'
import { toolsView } from './tools/tools-view.tsx'
import type { ConsoleView } from './view.ts'

/** The views that exist, in the order of the navigation; the first is where one begins. */
export const VIEWS: readonly [ConsoleView, ...ConsoleView[]] = [
  queueView,
  handOversView,
  documentsView,
  feedbackView,
  toolsView,
  rulesView,
  peopleView,
  shadowPolicyView,
  linkView,
]
