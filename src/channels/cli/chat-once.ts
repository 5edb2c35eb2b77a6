import { AppError, EXIT } from '#core/errors.ts'
import { texts } from '../texts.ts'
import type { PlanView } from '#contract/plan.ts'
import { failedPlanText, hasFailedPlan } from './failed-plan.ts'
import { type Room, enterRoom, exitCodeOf, resumeCommand } from './chat-room.ts'
import { sayJson } from './command.ts'
import type { MessageView } from '#contract/message.ts'

/** One message and what came of it: for scripts, so nothing is asked. */
export async function sayOnce(room: Room, text: string): Promise<number> {
  const { context, flags } = room
  const seconds = Number(flags.timeout)
  if (!Number.isFinite(seconds) || seconds <= 0)
    throw new AppError('--timeout takes seconds, such as 60.', { code: 'usage' })
  const answers: MessageView[] = []
  const plans = new Map<string, PlanView>()
  const isJson = flags.json === true
  const aside = (line: string): void => void context.streams.errors.write(`${line}\n`)
  const { conversation, outbox, follow } = await enterRoom(room, {
    print: (line) => void (isJson || context.streams.output.write(`${line}\n`)),
    setStatus: () => undefined,
    aside,
    onAnswer: (message) => answers.push(message),
    onCard: (plan) => plans.set(plan.id, plan),
    keys: false,
  })
  const within = AbortSignal.any([room.signal, AbortSignal.timeout(seconds * 1_000)])
  const ended = (async () => {
    const runId = await outbox.send(text)
    return { runId, end: runId === null ? ('failed' as const) : await conversation.runEnd(runId, within) }
  })()
  const { runId, end } = await Promise.race([ended, follow.then(() => ended)])
  if (isJson)
    sayJson(context, { threadId: room.threadId, runId, status: end, messages: answers, plans: [...plans.values()] })
  if (end === null && !room.signal.aborted) aside(texts.chat.noAnswerYet(seconds))
  if (end === 'waiting') aside(`${texts.chat.waitsForSomebody} ${texts.chat.resume(resumeCommand(room))}`)
  if (end !== 'done' || runId === null || !(await hasFailedPlan(room, runId))) return exitCodeOf(end)
  const told = await failedPlanText(room, runId)
  if (told !== null) aside(told)
  return EXIT.failed
}
