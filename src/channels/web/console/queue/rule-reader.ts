import type { CardState } from '../../browser/card-state.ts'
import type { Client } from '#channels/client/client.ts'
import { Documents } from '../../browser/documents.ts'
import type { Description } from '../../browser/element.ts'
import { quotesOfPlan } from '../../browser/plan-citations.ts'
import { OpenReader } from '../../browser/open-reader.ts'
import { reader, showOpenQuote } from '../../browser/reader.ts'
import { flushSync } from '../kit/flush-sync.ts'
import type { QueuePlace } from './queue-place.ts'

interface RuleReaderOptions {
  readonly client: Client
  readonly signal: AbortSignal
  readonly place: QueuePlace
  changed(): void
}

/** The document of a rule that the open plan goes by. */
export class RuleReader extends OpenReader {
  readonly #documents: Documents

  constructor({ client, signal, place, changed }: RuleReaderOptions) {
    super({
      // There only once it is drawn.
      get place() {
        return place.root
      },
      part: { reader, showOpenQuote },
      redraw: () => flushSync(changed),
      onToggle: () => undefined,
    })
    this.#documents = new Documents({ client, signal, onChange: changed })
  }

  /** How it looks beside a card; null while none is open. */
  beside({ plan }: CardState): Description | null {
    return this.describe((id) => (id === plan.id ? quotesOfPlan(plan) : null), this.#documents)
  }
}
