import { AppError } from '#core/errors.ts'
import { inLanguage } from '#cards/texts/card-language.ts'
import { NOT_MEANT } from '#cards/drawing/not-meant.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { refusedPress } from '#cards/drawing/refused-press.ts'
import { leadText } from './lead-text.ts'
import { texts } from '#cards/texts/texts.ts'
import type { Client, Decision } from '../client/client.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Viewer } from '#cards/drawing/plan-state.ts'
import { askedChanges } from './edit-plan.ts'
import { isFolded } from './fold-text.ts'
import { amountsOf, isAmount, movesMoneyForGood } from '#cards/drawing/money-text.ts'
import type { PlanDesk } from './plan-desk.ts'
import type { Terminal } from './terminal.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'

/** What the keys under a card work with. */
export interface DecideOptions {
  readonly api: Client
  readonly reader: Viewer
  readonly terminal: Terminal
  readonly desk: PlanDesk
  readonly signal: AbortSignal
  /** The whole card, with what is read for it. */
  details(plan: PlanView): Promise<string>
  /** Says something as whoever sits here. */
  say(text: string): Promise<void>
}

/** What each key under a card does with the plan on it. */
export type KeyHandlers = Readonly<Record<'y' | 'n' | 'e' | 'd', (plan: PlanView) => Promise<void>>>

/** The keys under a card, and that they were pressed for this very card. */
export function keyHandlers(options: DecideOptions): KeyHandlers {
  const readWhole = new Set<string>()
  return {
    y: async (plan) => {
      if (plan.withheld) return options.terminal.print(planTexts.edit.withheld)
      if (isFolded(plan) && !readWhole.has(plan.digest ?? '')) return options.terminal.print(texts.decide.readFirst)
      if (await confirmed(plan, options)) await decide(plan, { decision: 'approve' }, options)
    },
    n: async (plan) => {
      const no = await refusal(plan, options)
      if (no === null) return options.terminal.print(texts.decide.nothing)
      const rejected = await decide(plan, { decision: 'reject', ...no }, options)
      if (rejected !== null) await sayInstead(rejected, options)
    },
    e: async (plan) => {
      const changes = await askedChanges(plan, options.terminal)
      if (changes !== null) await decide(plan, { decision: 'edit', changes }, options)
    },
    d: async (plan) => {
      const whole = await options.details(plan)
      readWhole.add(plan.digest ?? '')
      options.terminal.print(whole)
    },
  }
}

// Money that can't be brought back is typed, not just agreed to: a slip pays nobody. Whoever asked for it says it twice.
async function confirmed(plan: PlanView, { reader, terminal }: DecideOptions): Promise<boolean> {
  if (plan.requester.id === reader.id || !movesMoneyForGood(plan)) return true
  for (const amount of amountsOf(plan)) {
    const typed = await terminal.ask(texts.decide.typeAmount(amount))
    if (typed === null || typed.trim() === '') return (terminal.print(texts.decide.nothing), false)
    if (!isAmount(typed, amount)) return (terminal.print(texts.decide.wrongAmount), false)
  }
  return true
}

async function refusal(plan: PlanView, { reader, terminal }: DecideOptions): Promise<Partial<Decision> | null> {
  if (plan.requester.id === reader.id) return { reason: NOT_MEANT }
  const reason = await chosenReason(plan, terminal)
  if (reason === GO_BACK) return null
  const note = await terminal.ask(texts.decide.note)
  return note === null ? null : { reason, note: note.trim() === '' ? null : note.trim() }
}

const GO_BACK = Symbol('go back')

/** One of the plan's reasons by its number or in its own words; null for none. */
async function chosenReason({ rejectReasons }: PlanView, terminal: Terminal): Promise<string | null | typeof GO_BACK> {
  if (rejectReasons.length === 0) return null
  const words = texts.decide
  const rows = rejectReasons.map((reason, place) => `  ${place + 1}  ${reasonText(reason)}`)
  terminal.print([words.reasons, ...rows].join('\n'))
  const typed = (await terminal.ask(words.reasonWhich))?.trim()
  if (typed === undefined || typed === '0') return GO_BACK
  if (typed === '') return null
  const chosen = rejectReasons.find(
    (reason, place) => typed === String(place + 1) || reasonText(typed) === reasonText(reason),
  )
  if (chosen !== undefined) return chosen
  terminal.print(words.noSuchReason(visibleText(typed)))
  return GO_BACK
}

function reasonText(reason: string): string {
  return visibleText(reason.replaceAll('-', ' ').toLowerCase())
}

// Always by the digest of the card that was on the screen when the key was pressed. The plan, where that counted.
async function decide(
  plan: PlanView,
  answer: Partial<Decision> & Pick<Decision, 'decision'>,
  options: DecideOptions,
): Promise<PlanView | null> {
  const { api, terminal, desk, signal } = options
  if (plan.digest === null) return null
  terminal.setStatus(SAYING[answer.decision])
  const decision = { reason: null, note: null, ...answer }
  try {
    const decided = await api.decidePlan(plan, decision, signal).finally(() => terminal.setStatus(null))
    // After a no the card says it all.
    if (answer.decision === 'approve') terminal.print(yesText(decided))
    if (answer.decision === 'edit') terminal.print(editedText(decided))
    desk.watch(plan.id)
    desk.take(decided)
    return decided
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const refused = inLanguage(plan.language, () => refusedPress(error))
    terminal.print(`${refused.words} ${leadText(refused, { server: api.server, planId: plan.id })}`.trim())
    // What leads on from it is the card as it stands, with its keys.
    if (refused.code === 'not-found') desk.drop(plan.id)
    else if (refused.lead !== 'mend' && refused.lead !== 'try-again')
      await desk.reread(plan.id, signal, { again: true })
    return null
  }
}

// Whoever asked for something else may say it by its number.
async function sayInstead({ instead, language }: PlanView, { terminal, say }: DecideOptions): Promise<void> {
  if (instead.length === 0) return
  const rows = instead.map(({ title }, place) => `  ${place + 1}  ${visibleText(title)}`)
  terminal.print([inLanguage(language, () => planTexts.asked.meant), ...rows].join('\n'))
  const typed = (await terminal.ask(texts.decide.insteadWhich))?.trim()
  const chosen = instead.find((_, place) => typed === String(place + 1))
  if (chosen !== undefined) await say(chosen.message)
  else if (typed !== undefined && typed !== '' && typed !== '0') await say(typed)
}

const SAYING = { approve: texts.decide.saying, reject: texts.chat.working, edit: texts.editing.saying } as const

function yesText(plan: PlanView): string {
  return plan.status === 'waiting' && plan.awaits.length > 0
    ? texts.decide.yesWaits(plan.awaits)
    : texts.decide.youSaidYes
}

/** What came of a change. */
export function editedText({ status }: PlanView): string {
  return status === 'refused' ? texts.edit.refused : texts.edit.changed
}
