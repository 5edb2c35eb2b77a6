import { oversees } from '#core/oversees.ts'
import type { NewStop } from '#contract/tool-operations.ts'
import { stoppedWhat, toolTexts as texts } from '../../../tool-texts.ts'
import { draw } from '../../browser/draw.ts'
import { attempt } from '../attempt.ts'
import { lookEvery } from '../look-every.ts'
import type { ConsoleView, OpenView, ViewPlace } from '../view.ts'
import { askWhy } from './stop-dialog.ts'
import { acceptTool, readTools, retryRun, startCalls, stopCalls, type ToolsSeen } from './tools-client.ts'
import { drawTools } from './tools-screen.ts'

/** What servers offer and agents may call: for operators, and to look for auditors. */
export const toolsView: ConsoleView = {
  name: 'tools',
  label: texts.title,
  icon: 'page',
  documentTitle: texts.documentTitle,
  isFor: oversees,
  open: (place) => {
    const desk = new ToolsDesk(place)
    void desk.look()
    return desk
  },
}

/** How often a page that is left open looks again, in ms. */
const LOOKS_EVERY_MS = 10_000

class ToolsDesk implements OpenView {
  readonly #place: ViewPlace
  readonly #mayAct: boolean
  #seen: ToolsSeen | null = null
  #said = ''
  #trouble: string | null = null
  /** The tool or stop at which something is done now. */
  #busy: string | null = null

  constructor(place: ViewPlace) {
    this.#place = place
    this.#mayAct = place.me.roles.includes('operator')
    lookEvery(LOOKS_EVERY_MS, place.signal, () => void this.look())
    this.#redraw()
  }

  show(): void {
    this.#redraw()
  }

  async look(): Promise<void> {
    await this.#tried(async () => {
      this.#seen = await readTools(this.#place.client, this.#place.signal)
      this.#trouble = null
    })
  }

  #redraw(): void {
    const { root } = this.#place
    const seen = this.#seen
    const waiting = seen?.tools.filter(({ state }) => state === 'changed' || state === 'new').length ?? 0
    this.#place.count(waiting + (seen?.aside.length ?? 0))
    const shown = { seen, said: this.#said, trouble: this.#trouble, busy: this.#busy, now: new Date() }
    draw(root, [
      drawTools(shown, {
        mayAct: this.#mayAct,
        look: () => void this.look(),
        accept: (tool) =>
          void this.#act(tool.tool, texts.accepted(tool.tool), (signal) =>
            acceptTool(this.#place.client, tool, signal),
          ),
        retry: (run) =>
          void this.#act(run.id, texts.triedAgain, (signal) => retryRun(this.#place.client, run.id, signal)),
        stop: (subject) => void this.#stop(subject),
        start: (stop) =>
          void this.#act(stop.id, texts.startedNow(stoppedWhat(stop)), (signal) =>
            startCalls(this.#place.client, stop.id, signal),
          ),
      }),
    ])
  }

  async #stop(subject: Pick<NewStop, 'kind' | 'name'>): Promise<void> {
    const why = await askWhy(stoppedWhat(subject), this.#place.signal)
    if (why === null) return
    await this.#act(subject.name, texts.stoppedNow(stoppedWhat(subject)), (signal) =>
      stopCalls(this.#place.client, { ...subject, why }, signal),
    )
  }

  async #act(busy: string, done: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#busy !== null) return
    this.#busy = busy
    this.#redraw()
    await this.#tried(async () => {
      await work(this.#place.signal)
      this.#said = done
      this.#trouble = null
    })
    const { trouble } = { trouble: this.#trouble }
    this.#busy = null
    await this.look()
    // What went wrong with the act is told, also where looking again went well.
    if (trouble !== null) {
      this.#trouble = trouble
      this.#redraw()
    }
  }

  async #tried(work: () => Promise<void>): Promise<void> {
    const isHere = await attempt(this.#place, work, (reason) => {
      this.#said = ''
      this.#trouble = reason
    })
    if (isHere) this.#redraw()
  }
}
