import { isForRole } from '#auth/authorize.ts'
import { trialTexts as texts } from '../../../trial-texts.ts'
import { addressOf } from '../address.ts'
import { attempt } from '../attempt.ts'
import { draw } from '../../browser/draw.ts'
import { lookEvery } from '../look-every.ts'
import type { ConsoleView, OpenView, ViewPlace } from '../view.ts'
import { listShadows, readShadow } from './trial-client.ts'
import { drawTrials, type Trial } from './trial-screen.ts'

/** What rules on trial said otherwise than those that count: for operators and auditors. */
export const trialView: ConsoleView = {
  name: 'trial',
  label: texts.label,
  icon: 'swap',
  documentTitle: () => texts.documentTitle,
  isFor: (me) => isForRole(me, 'policy.read-shadow'),
  open: (place) => {
    const desk = new TrialDesk(place)
    void desk.look()
    return desk
  },
}

/** How often what could not be read is tried again, in ms. */
const TRIES_EVERY_MS = 15_000

/** What was read isn't read again by itself: thousands of plans may be compared for it. */
class TrialDesk implements OpenView {
  readonly #place: ViewPlace
  #trials: readonly Trial[] | null = null
  #trouble: string | null = null
  #said = ''
  #isLooking = false

  constructor(place: ViewPlace) {
    this.#place = place
    lookEvery(TRIES_EVERY_MS, place.signal, () => this.#hasTrouble && void this.look())
    this.show()
  }

  show(): void {
    const shown = {
      trials: this.#trials,
      trouble: this.#trouble,
      said: this.#said,
      clock: { now: new Date() },
      // Of everybody's plans, since who oversees is asked for few.
      addressOf: (planId: string) => addressOf('queue', planId, 'everyone'),
      look: () => void this.look(),
    }
    draw(this.#place.root, [drawTrials(shown)])
  }

  /** Reads which agents have rules on trial, then of one after another what they said. What was read before stays. */
  async look(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    this.#said = texts.loading
    this.show()
    try {
      if (await this.#lookAll()) this.show()
    } finally {
      this.#isLooking = false
    }
  }

  async #lookAll(): Promise<boolean> {
    const { client, signal } = this.#place
    const list = async () => {
      const before = new Map((this.#trials ?? []).map((trial) => [trial.agent, trial.seen]))
      const agents = await listShadows(client, signal)
      this.#trials = agents.map((agent) => ({ agent, seen: before.get(agent) ?? null, trouble: null }))
      this.#trouble = null
    }
    if (!(await attempt(this.#place, list, (reason) => (this.#trouble = reason)))) return false
    this.show()
    const agents = this.#trouble === null ? (this.#trials ?? []).map(({ agent }) => agent) : []
    for (const agent of agents) if (!(await this.#lookAt(agent))) return false
    this.#said = this.#trouble ?? (agents.length === 0 ? texts.none : texts.read(agents.length))
    return true
  }

  async #lookAt(agent: string): Promise<boolean> {
    const { client, signal } = this.#place
    const read = async () => {
      const seen = await readShadow(client, agent, signal)
      this.#take(agent, { seen, trouble: null })
    }
    const isHere = await attempt(this.#place, read, (trouble) => this.#take(agent, { trouble }))
    if (isHere) this.show()
    return isHere
  }

  get #hasTrouble(): boolean {
    return this.#trouble !== null || (this.#trials ?? []).some(({ trouble }) => trouble !== null)
  }

  #take(agent: string, news: Partial<Trial>): void {
    this.#trials = (this.#trials ?? []).map((trial) => (trial.agent === agent ? { ...trial, ...news } : trial))
  }
}
