import { AppError } from '#errors.ts'
import { consoleTexts } from '../../../console-texts.ts'
import { draw } from '../../browser/draw.ts'
import { PlanCards, type CardAct } from '../../browser/plan-cards.ts'
import { listenToKeys } from '../single-keys.ts'
import type { ConsoleView, OpenView, ViewPlace } from '../view.ts'
import type { Conversation } from './context.ts'
import { followQueue, type Trouble } from './follow-queue.ts'
import { keysDialog } from './keys-dialog.ts'
import { drawQueue, type QueueScreen } from './queue-screen.ts'
import { emptyQueue, nextWaiting, reduceQueue, rowBeside, waitingRows, type QueueEvent } from './queue-state.ts'

/** What waits for its reader, each plan with its card and what it is about. */
export const queueView: ConsoleView = {
  name: 'queue',
  label: consoleTexts.queue.title,
  icon: 'queue',
  documentTitle: consoleTexts.queue.documentTitle,
  open: openQueue,
}

/** An open queue can also be told that something has just come. */
export interface OpenQueue extends OpenView {
  look(): void
}

/** Shows the queue in a place, and keeps it up to date until the place is left. */
export function openQueue(place: ViewPlace): OpenQueue {
  const { client, me, root, signal } = place
  let state = emptyQueue(me, place.id)
  let trouble: Trouble | null = null
  let said = ''
  const conversations = new Map<string, Conversation>()
  const cards = new PlanCards({
    client,
    reader: me,
    signal,
    onChange: (id) => cardChanged(id),
    onSay: (text) => {
      said = text
      redraw()
    },
  })
  const follower = followQueue({
    client,
    signal,
    state: () => state,
    dispatch,
    trouble: (now) => {
      if (now?.kind === 'refused' && now.error.status === 401) return place.signedOut()
      if (now === null && trouble !== null) said = consoleTexts.queue.connected
      trouble = now
      redraw()
    },
  })

  function dispatch(event: QueueEvent): void {
    const before = state
    state = reduceQueue(state, event)
    if (event.type === 'waiting-read' && state.fresh.length > before.fresh.length) {
      said = consoleTexts.queue.fresh(state.fresh.length)
    }
    takeOpen()
    if (event.type === 'waiting-read' && state.open === null && isWide()) openFirst()
    place.count(waitingRows(state).length + state.fresh.length)
    redraw()
  }

  // The card is of the plan as the queue knows it; what is pressed on it comes back by `cardChanged`.
  function takeOpen(): void {
    const plan = state.open === null ? undefined : state.plans.get(state.open)
    if (plan === undefined) return
    cards.take(plan)
    if (conversations.has(plan.id)) return
    conversations.set(plan.id, { state: 'reading' })
    void readConversation(plan.id)
  }

  function cardChanged(id: string): void {
    const plan = cards.get(id)?.plan
    const known = state.plans.get(id)
    if (plan !== undefined && known !== plan) {
      const wasAsked = waitingRows(state).includes(id)
      state = reduceQueue(state, { type: 'plan-read', plan, asOf: performance.now() })
      place.count(waitingRows(state).length + state.fresh.length)
      if (wasAsked && !waitingRows(state).includes(id)) answered(id)
    }
    redraw()
  }

  // What was answered stays as a line with its result; the next one opens. Nothing opens by itself for a reader elsewhere.
  function answered(id: string): void {
    follower.look()
    const next = state.open === id ? nextWaiting(state) : null
    if (next === null) return
    place.go(next)
    focusReview()
  }

  async function readConversation(id: string): Promise<void> {
    try {
      conversations.set(id, { state: 'read', messages: await client.listPlanMessages(id, signal) })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      conversations.set(id, { state: 'failed' })
    }
    redraw()
  }

  function openFirst(): void {
    const [first] = waitingRows(state)
    if (first !== undefined) place.go(first)
  }

  const screen: QueueScreen = {
    heading: place.heading,
    reader: me,
    addressOf: place.addressOf,
    opened: (id) => place.go(id),
    closed: () => back(),
    next: () => go(nextWaiting(state)),
    newWanted: () => {
      dispatch({ type: 'new-shown' })
      focusRow(state.rows[0] ?? null)
    },
    tryAgain: () => follower.look(),
    act: (id: string, act: CardAct) => cards.act(id, act),
    allKeys: () => keysDialog(),
  }

  function redraw(): void {
    if (signal.aborted) return
    const conversation = conversations.get(state.open ?? '') ?? { state: 'reading' }
    const card = state.open === null ? null : cards.get(state.open)
    draw(root, [drawQueue({ state, card, conversation, trouble, said, now: new Date() }, screen)])
  }

  function isWide(): boolean {
    return root.clientWidth >= 620
  }

  function go(id: string | null): boolean {
    if (id !== null) place.go(id)
    return id !== null
  }

  function back(): boolean {
    const was = state.open
    if (was === null) return false
    if (!isWide()) place.go(null)
    focusRow(was)
    return true
  }

  function focusRow(id: string | null): void {
    const row = id === null ? null : root.querySelector<HTMLElement>(`[data-plan="${CSS.escape(id)}"]`)
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }

  function focusReview(): void {
    root.querySelector<HTMLElement>('.review .scroll')?.focus()
  }

  function move(by: 1 | -1): boolean {
    const id = rowBeside(state, by)
    if (!go(id)) return false
    if (isWide()) focusRow(id)
    else focusReview()
    return true
  }

  function inCard(selector: string, does: (element: HTMLElement) => void): boolean {
    const element = root.querySelector<HTMLElement>(`.review ${selector}`)
    if (element !== null) does(element)
    return element !== null
  }
  const press = (element: HTMLElement): void => element.click()
  // The reasons take the place of the buttons, so the focus goes to the first of them.
  const pressReject = (button: HTMLElement): void => {
    button.click()
    inCard('.asked input, .asked textarea', (field) => field.focus())
  }
  const detail = (name: string) => (): boolean => inCard(`[data-detail="${name}"] > summary`, press)
  listenToKeys(
    place.keys,
    {
      j: () => move(1),
      k: () => move(-1),
      a: () => inCard('[data-act="approve"]', (button) => button.focus()),
      x: () => inCard('[data-act="reject"]', pressReject),
      l: detail('looked'),
      p: detail('written'),
      r: detail('rules'),
      o: detail('values'),
      u: back,
      '?': () => (keysDialog(), true),
    },
    signal,
  )
  // A countdown while nobody answers; deadlines and "2 min ago" otherwise.
  let ticks = 0
  const clock = setInterval(() => {
    ticks += 1
    if (trouble?.kind === 'lost' || ticks % 15 === 0) redraw()
  }, 1_000)
  signal.addEventListener('abort', () => clearInterval(clock))
  redraw()
  return {
    look: () => follower.look(),
    show: (id) => {
      state = reduceQueue(state, { type: 'opened', id })
      takeOpen()
      if (id !== null && !state.plans.has(id)) follower.look()
      redraw()
    },
  }
}
