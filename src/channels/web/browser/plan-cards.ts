import type { AppError } from '#core/errors.ts'
import type { PlanView } from '#contract/plan.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import { inLanguage } from '#cards/texts/spoken-language.ts'
import { NOT_MEANT } from '#cards/drawing/not-meant.ts'
import { asksItsRequester } from '#cards/drawing/requester-reply.ts'
import { planHeading } from '#cards/drawing/plan-heading.ts'
import { openStep, planState, type Viewer } from '#cards/drawing/plan-state.ts'
import type { RefusedPress } from '#cards/drawing/refused-press.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { fieldKey, newCard, nextCard, NOTE } from './card-state.ts'
import type { CardHappening, CardState, Press, Wrong } from './card-state.ts'
import type { Client, Decision } from '../../client/client.ts'
import { knownError, withRequest } from './with-request.ts'
import { saveFile } from './save-file.ts'

export interface PlanCardsOptions {
  readonly client: Client
  readonly reader: Viewer
  readonly signal: AbortSignal
  /** A card changed and is to be drawn again. */
  onChange(planId: string): void
  /** A sentence for a screen reader, once for each change that a person should hear of. */
  onSay(text: string): void
  /** Why a press wasn't taken, in a language, and what leads on. */
  refusal(error: AppError, language: string): Promise<RefusedPress>
  /** Says something in the conversation as its reader; null where there is none. */
  readonly say: ((text: string) => void) | null
}

/** What a person does with a card. */
export type CardAct =
  | AnswerAct
  | { readonly do: 'save' | 'go-back' | 'try-again' | 'see-now' }
  | { readonly do: 'choose-reason'; readonly reason: string | null }
  | { readonly do: 'write-note'; readonly note: string }
  | { readonly do: 'type'; readonly effect: number; readonly path: string; readonly text: string }
  | { readonly do: 'leave-out'; readonly effect: number; readonly isOut: boolean }

/** What means something to the plan, and is inert while the card is new. */
type AnswerAct =
  | { readonly do: 'approve' | 'reject' | 'withdraw' | 'look-again' | 'resolve' }
  /** What is changed, or why it can't be. */
  | { readonly do: 'edit'; readonly changes: readonly PlanChange[] | Wrong }
  | { readonly do: 'ask'; readonly asking: 'reject' | 'edit' | 'happened' | 'did-not' }
  | { readonly do: 'say'; readonly text: string }

/** The cards of one screen, and what is pressed on them. Nothing is shown as done before the server has said so. */
export class PlanCards {
  readonly #options: PlanCardsOptions
  readonly #cards = new Map<string, CardState>()
  /** What was pressed last, for whoever tries it again. */
  readonly #tried = new Map<string, AnswerAct>()

  constructor(options: PlanCardsOptions) {
    this.#options = options
  }

  get(planId: string): CardState | null {
    return this.#cards.get(planId) ?? null
  }

  /** Takes a plan as it was just read. */
  take(plan: PlanView): void {
    const card = this.#cards.get(plan.id)
    if (card !== undefined) return this.#happen(plan.id, { type: 'plan-read', plan })
    this.#cards.set(plan.id, newCard(plan))
    this.#say(plan)
    this.#lookedAtLater(plan.id)
    this.#options.onChange(plan.id)
  }

  /** Does what a person asks of a card; nothing where its buttons are inert or an answer is awaited. */
  act(planId: string, act: CardAct): void {
    const card = this.#cards.get(planId)
    if (card === undefined || card.pressed !== null) return
    switch (act.do) {
      case 'go-back':
        return this.#happen(planId, { type: 'asked', asking: null })
      case 'choose-reason':
        return this.#happen(planId, { type: 'reason-chosen', reason: act.reason })
      case 'write-note':
        return this.#happen(planId, { type: 'note-written', note: act.note })
      case 'type':
        return this.#happen(planId, { type: 'typed', key: fieldKey(act.effect, act.path), text: act.text })
      case 'leave-out':
        return this.#happen(planId, { type: 'left-out', effect: act.effect, isOut: act.isOut })
      case 'save':
        return void this.#save(card)
      case 'see-now':
        return void this.#seeNow(planId)
      case 'try-again': {
        const tried = this.#tried.get(planId)
        return tried && this.act(planId, tried)
      }
      case 'ask':
      case 'say':
      case 'approve':
      case 'reject':
      case 'withdraw':
      case 'look-again':
      case 'resolve':
      case 'edit':
        if (card.isInert) return this.#tell(card.plan, () => screenTexts.card.justChanged)
        this.#tried.set(planId, act)
        return this.#answer(card, act)
    }
  }

  #answer(card: CardState, act: AnswerAct): void {
    switch (act.do) {
      case 'ask':
        return this.#happen(card.plan.id, { type: 'asked', asking: act.asking })
      case 'say':
        return this.#options.say?.(act.text)
      case 'approve':
      case 'reject':
        return void this.#decide(card, act.do)
      case 'withdraw':
        return void this.#withdraw(card)
      case 'edit':
        return this.#edit(card, act.changes)
      case 'look-again':
      case 'resolve':
        return this.#resolve(card, act.do)
    }
  }

  #happen(planId: string, happening: CardHappening): void {
    const card = this.#cards.get(planId)
    if (card === undefined) return
    const next = nextCard(card, happening)
    if (next === card) return
    this.#cards.set(planId, next)
    if (next.isInert && !card.isInert) this.#lookedAtLater(planId)
    if (this.#stateOf(next.plan) !== this.#stateOf(card.plan)) this.#say(next.plan)
    const [told, before] = [next, card].map(({ told: words, wrong }) => wrong?.words ?? words)
    if (told && told !== before) this.#options.onSay(told)
    this.#options.onChange(planId)
  }

  #lookedAtLater(planId: string): void {
    setTimeout(() => {
      if (!this.#options.signal.aborted) this.#happen(planId, { type: 'looked-at' })
    }, INERT_MS)
  }

  #stateOf(plan: PlanView): string {
    return planState(plan, this.#options.reader, { now: new Date() }).words
  }

  #say(plan: PlanView): void {
    const title = spoken(planHeading(plan))
    this.#options.onSay(inLanguage(plan.language, () => screenTexts.card.announced(title, this.#stateOf(plan))))
  }

  // Always by the digest of the card that was on the screen when the button was pressed.
  async #decide(card: CardState, decision: 'approve' | 'reject'): Promise<void> {
    const { plan, reason, note } = card
    const why = asksItsRequester(plan, this.#options.reader) ? NOT_MEANT : reason
    const words = { reason: decision === 'reject' ? why : null, note: note.trim() === '' ? null : note.trim() }
    await this.#send(plan, decision, { decision, ...words })
  }

  async #send(plan: PlanView, press: Press, decision: Decision): Promise<void> {
    await this.#press(plan.id, press, async ({ client, signal }) => {
      this.#happen(plan.id, { type: 'answered', plan: await client.decidePlan(plan, decision, signal) })
    })
  }

  #edit(card: CardState, changes: readonly PlanChange[] | Wrong): void {
    if ('words' in changes) return this.#happen(card.plan.id, { type: 'wrong', wrong: changes })
    void this.#send(card.plan, 'edit', { decision: 'edit', reason: null, note: null, changes })
  }

  async #withdraw({ plan }: CardState): Promise<void> {
    await this.#press(plan.id, 'withdraw', async ({ client, signal }) => {
      await client.cancelRun(plan.runId, null, signal)
      await this.#reread(plan.id)
    })
  }

  #resolve(card: CardState, how: 'look-again' | 'resolve'): void {
    const { plan, note, asking } = card
    const index = openStep(plan)
    const outcome = how === 'look-again' ? 'look-again' : asking === 'happened' || asking === 'did-not' ? asking : null
    if (outcome === null) return
    const written = note.trim() === '' && how === 'look-again' ? screenTexts.card.lookAgain : note.trim()
    if (written === '') {
      const missing = inLanguage(plan.language, () => screenTexts.card.noteMissing)
      return this.#happen(plan.id, { type: 'wrong', wrong: { at: NOTE, words: missing } })
    }
    void this.#press(plan.id, 'resolve', async ({ client, signal }) => {
      const resolved = await client.resolveEffect(plan, index, { outcome, note: written }, signal)
      this.#happen(plan.id, { type: 'answered', plan: resolved })
    })
  }

  async #save({ plan }: CardState): Promise<void> {
    const { client, signal } = this.#options
    try {
      saveFile(await client.readEvidence(plan.id, signal), `evidence-${plan.id}.json`)
    } catch (error) {
      const { words } = await this.#options.refusal(knownError(error), plan.language)
      if (!signal.aborted) this.#tell(plan, () => words)
    }
  }

  #tell({ id, language }: PlanView, text: () => string): void {
    this.#happen(id, { type: 'told', text: inLanguage(language, text) })
  }

  async #seeNow(planId: string): Promise<void> {
    this.#happen(planId, { type: 'told', text: null })
    await this.#press(planId, 'look', () => this.#reread(planId))
  }

  async #press(planId: string, press: Press, work: (options: PlanCardsOptions) => Promise<void>): Promise<void> {
    this.#happen(planId, { type: 'pressed', press })
    try {
      await work(this.#options)
      this.#happen(planId, { type: 'released' })
    } catch (error) {
      await this.#refused(planId, error)
    }
  }

  async #refused(planId: string, error: unknown): Promise<void> {
    const { signal } = this.#options
    const language = this.#cards.get(planId)?.plan.language ?? 'en'
    const known = knownError(error)
    const refused = await this.#options.refusal(known, language)
    // Drawn as it is now before a word about it. Whoever may no longer see it is told so by the answer.
    if (refused.lead !== 'mend' && refused.lead !== 'try-again') await this.#reread(planId).catch(() => undefined)
    if (!signal.aborted) this.#happen(planId, { type: 'refused', refused: withRequest(refused, known, language) })
  }

  async #reread(planId: string): Promise<void> {
    const { client, signal } = this.#options
    this.#happen(planId, { type: 'plan-read', plan: await client.readPlan(planId, signal) })
  }
}

// As harmless as on the screen, and short enough to be heard out.
function spoken(title: string): string {
  return visibleText(title.length > 400 ? `${title.slice(0, 400)}…` : title)
}

const INERT_MS = 700
