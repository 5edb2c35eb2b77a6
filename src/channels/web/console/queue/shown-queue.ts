import type { CardState } from '../../browser/card-state.ts'
import type { Description } from '../../browser/element.ts'
import type { Explanation } from './explanations.ts'
import type { Trouble } from './follow-queue.ts'
import type { Surrounding } from './surroundings.ts'
import type { QueueState } from './queue-state.ts'

/** All that a queue shows. */
export interface ShownQueue extends Surrounding {
  readonly state: QueueState
  readonly card: CardState | null
  /** Why the rules decided on the open plan as they did; null where nobody asked. */
  readonly explanation: Explanation | null
  readonly trouble: Trouble | null
  /** The document of a rule that the open plan goes by, where one is open. */
  readonly reader: Description | null
  /** The last sentence for a screen reader. */
  readonly said: string
}
