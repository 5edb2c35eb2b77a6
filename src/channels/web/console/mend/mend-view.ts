import { oversees } from '#core/oversees.ts'
import type { ToMendView } from '#contract/feedback.ts'
import { mendTexts as texts } from '../../../mend-texts.ts'
import { draw } from '../../browser/draw.ts'
import { attempt } from '../attempt.ts'
import { lookEvery } from '../look-every.ts'
import type { ConsoleView, OpenView, ViewPlace } from '../view.ts'
import { readToMend } from './mend-client.ts'
import { drawMend } from './mend-screen.ts'

/** Documents to mend and questions without an answer: for operators and auditors. */
export const mendView: ConsoleView = {
  name: 'mend',
  label: texts.title,
  icon: 'pen',
  documentTitle: texts.documentTitle,
  isFor: oversees,
  open: (place) => {
    const desk = new MendDesk(place)
    void desk.look()
    return desk
  },
}

/** How often a page that is left open looks again, in ms. */
const LOOKS_EVERY_MS = 30_000

class MendDesk implements OpenView {
  readonly #place: ViewPlace
  #seen: ToMendView | null = null
  #trouble: string | null = null

  constructor(place: ViewPlace) {
    this.#place = place
    lookEvery(LOOKS_EVERY_MS, place.signal, () => void this.look())
    this.show()
  }

  show(): void {
    this.#place.count(this.#seen?.documents.length ?? 0)
    const look = (): void => void this.look()
    draw(this.#place.root, [drawMend({ seen: this.#seen, trouble: this.#trouble, now: new Date(), look })])
  }

  async look(): Promise<void> {
    const look = async () => {
      this.#seen = await readToMend(this.#place.client, this.#place.signal)
      this.#trouble = null
    }
    if (await attempt(this.#place, look, (reason) => (this.#trouble = reason))) this.show()
  }
}
