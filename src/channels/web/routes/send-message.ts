import * as threadEndpoints from '#contract/thread.ts'
import type { z } from 'zod'
import { preferredWaitMs } from '../prefer.ts'
import { protectedRoute } from '../route.ts'
import { spendMessage } from '../spend-message.ts'
import type { Accepted, Answered } from '#contract/message.ts'
import type { WebServices } from '../services.ts'
import type { Principal } from '#core/principal.ts'
import { publicly } from '../public-address.ts'

export const sendMessage = protectedRoute({
  ...threadEndpoints.sendMessage,
  handle: async ({ principal, params, headers, body, signal, services }) => {
    spendMessage(principal, services)
    const ownKey = headers['idempotency-key'] ?? null
    const { messageId, runId } = await services.operations.acceptMessage(principal, {
      threadId: params.threadId,
      channel: 'web',
      // Keys are the client's own choice: the same one from somebody else, or for another thread, is another message.
      dedupeKey: `${params.threadId}/${principal.id}/${ownKey ?? services.context.newId()}`,
      text: body.text,
      underKey: ownKey === null ? null : [body.text],
      seen: body.seen,
    })
    const accepted = { messageId, runId }
    const waitMs = preferredWaitMs(headers.prefer, services.limits.answerMs)
    if (waitMs === null) return answer(202, accepted, { location: publicly(`/v1/runs/${runId}`, services.config) })
    const within = AbortSignal.any([signal, services.closing, AbortSignal.timeout(waitMs)])
    const answered = await answersTo(services, principal, { runId, threadId: params.threadId, signal: within })
    const applied = {
      location: publicly(`/v1/runs/${runId}`, services.config),
      'preference-applied': `wait=${waitMs / 1_000}`,
    }
    return answered === null ? answer(202, accepted, applied) : answer(200, { ...accepted, ...answered }, applied)
  },
})

interface Awaited {
  readonly runId: string
  readonly threadId: string
  readonly signal: AbortSignal
}

type Answers = Omit<z.infer<typeof Answered>, 'messageId' | 'runId'>

/**
 * How the run stands once it and all that follow it have ended or wait for a person, with their messages in the thread; null
 * where that isn't known in time. The message is stored, whatever goes wrong from here on: it mustn't look as if it were to
 * be sent again.
 */
async function answersTo(services: WebServices, principal: Principal, awaited: Awaited): Promise<Answers | null> {
  const { runId, signal } = awaited
  try {
    const answers: Answers['following'][number][] = []
    const met = new Set<string>()
    for (let next: string | null = runId; next !== null && !met.has(next);) {
      met.add(next)
      const one = await answerTo(services, principal, { ...awaited, runId: next })
      if (one === null) return null
      answers.push(one)
      next = one.run.next?.id ?? null
    }
    const [first, ...following] = answers
    return first ? { ...first, following } : null
  } catch (error) {
    if (!signal.aborted) services.context.log.warn({ event: 'answer-not-waited-for', runId, err: error })
    return null
  }
}

async function answerTo(
  { operations }: WebServices,
  principal: Principal,
  { runId, threadId, signal }: Awaited,
): Promise<Answers['following'][number] | null> {
  const run = await operations.awaitRun(principal, runId, signal)
  if (run === null) return null
  const { messages } = await operations.listMessages(principal, { threadId, runId, limit: 10 })
  return { run, answer: messages.find(({ role }) => role === 'assistant') ?? null }
}

function answer(
  status: number,
  body: z.infer<typeof Accepted> | z.infer<typeof Answered>,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}
