import { AppError, EXIT } from '#core/errors.ts'
import type { PlanView } from '#contract/plan.ts'
import type { MessageView } from '#contract/message.ts'
import { replyQuote } from '#cards/drawing/reply-quote.ts'
import { stateText } from '#cards/drawing/plan-state.ts'
import { shortPlanId } from '#cards/drawing/short-plan-id.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { type Room, enterRoom, exitCodeOf, resumeCommand } from './chat-room.ts'
import { sayJson } from './command.ts'
import type { RunEnd } from './run-end.ts'
import { failedPlanText, hasFailedPlan } from './failed-plan.ts'
import { endOfRuns, messageRuns, type EndedRun } from './message-runs.ts'

/** One message and what came of all its parts: for scripts, so nothing is asked. */
export async function sayOnce(room: Room, text: string): Promise<number> {
  const { context, flags, connection } = room
  const seconds = Number(flags.timeout)
  if (!Number.isFinite(seconds) || seconds <= 0)
    throw new AppError('--timeout takes seconds, such as 60.', { code: 'usage' })
  const answers: MessageView[] = []
  const plans = new Map<string, PlanView>()
  const isJson = flags.json === true
  const aside = (line: string): void => void context.streams.errors.write(`${line}\n`)
  const printed = new PrintedRuns((line) => void (isJson || context.streams.output.write(`${line}\n`)))
  const { conversation, outbox, follow } = await enterRoom(room, {
    print: (line, runId) => printed.add(line, runId),
    setStatus: () => undefined,
    aside,
    onAnswer: (message) => answers.push(message),
    onCard: (plan) => plans.set(plan.id, plan),
    keys: false,
  })
  const within = AbortSignal.any([room.signal, AbortSignal.timeout(seconds * 1_000)])
  const runs: EndedRun[] = []
  const ended = (async (): Promise<RunEnd | null> => {
    const runId = await outbox.send(text)
    if (runId === null) return 'failed'
    for await (const one of messageRuns({ api: connection.api, conversation }, runId, within)) {
      // The answers after the first begin with which part they are for.
      const isLed = runs.length > 0 && answers.some((answer) => answer.runId === one.run.id && hasLead(answer))
      runs.push(one)
      printed.show(one, { isLed })
    }
    return within.aborted ? null : endOfRuns(runs.map((one) => one.end))
  })()
  const end = await Promise.race([ended, follow.then(() => ended)])
  printed.showRest()
  if (isJson)
    sayJson(context, {
      threadId: room.threadId,
      runId: runs[0]?.run.id ?? null,
      status: end,
      runs: runs.map(({ run }) => run),
      messages: answers,
      plans: [...plans.values()],
    })
  if (end === null && !room.signal.aborted) aside(texts.chat.noAnswerYet(seconds))
  for (const line of waitingLines(room, runs, plans)) aside(line)
  return (await tellFailedPlans(room, runs, aside)) ? EXIT.failed : exitCodeOf(end)
}

function hasLead({ parts }: MessageView): boolean {
  return parts.some((part) => part.type === 'own-words' && part.template === 'lead')
}

/** What came of each run, in the order of the runs, under the words that it takes up where a message has several parts. */
class PrintedRuns {
  readonly #print: (line: string) => void
  readonly #held = new Map<string, string[]>()

  constructor(print: (line: string) => void) {
    this.#print = print
  }

  add(line: string, runId: string | undefined): void {
    if (runId === undefined) return this.#print(line)
    const held = this.#held.get(runId)
    if (held) held.push(line)
    else this.#held.set(runId, [line])
  }

  show({ run }: EndedRun, { isLed }: { readonly isLed: boolean }): void {
    const lines = this.#held.get(run.id) ?? []
    this.#held.delete(run.id)
    if (run.words !== null && !isLed && lines.length > 0) this.#print(visibleText(replyQuote(run.words)))
    for (const line of lines) this.#print(line)
  }

  showRest(): void {
    for (const line of [...this.#held.values()].flat()) this.#print(line)
    this.#held.clear()
  }
}

/** Each plan of this message that waits, with whom it waits for, and how to come back. */
function waitingLines(room: Room, runs: readonly EndedRun[], plans: ReadonlyMap<string, PlanView>): readonly string[] {
  const waiting = runs.filter(({ end }) => end === 'waiting')
  if (waiting.length === 0) return []
  const { context, connection } = room
  const lines = waiting.flatMap(({ run: { waitingFor } }) => {
    if (waitingFor === null || waitingFor.type === 'dependency') return []
    const plan = plans.get(waitingFor.planId)
    const state = plan && stateText(plan, connection.reader, { now: context.now() })
    const parts = [texts.card.plan(shortPlanId(waitingFor.planId)), waitingFor.title, ...(state ? [state] : [])]
    return [`- ${parts.map(visibleText).join(' · ')}`]
  })
  const head = texts.chat.waitsForSomebody(waiting.length)
  return [`${head} ${texts.chat.resume(resumeCommand(room))}`, ...lines]
}

async function tellFailedPlans(room: Room, runs: readonly EndedRun[], aside: (line: string) => void): Promise<boolean> {
  let isAny = false
  for (const { run, end } of runs) {
    if (end !== 'done' || !(await hasFailedPlan(room, run.id))) continue
    isAny = true
    const told = await failedPlanText(room, run.id)
    if (told !== null) aside(told)
  }
  return isAny
}
