import { z } from 'zod'
import { preferredWaitMs } from '../prefer.ts'
import { protectedRoute } from '../route.ts'
import { Id } from '#contract/fields.ts'
import { Accepted, Answered, NewMessage } from '#contract/message.ts'
import type { WebServices } from '../services.ts'
import { AppError } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'

export const sendMessage = protectedRoute({
  method: 'POST',
  path: '/v1/threads/{threadId}/messages',
  scopes: ['chat'],
  summary: 'Send a message',
  description:
    'The message is stored before this answers; its answer comes as events. Sending it again with the same Idempotency-Key gives the same ids and no second answer. With `Prefer: wait=20` (RFC 7240) it answers once the run has ended or waits for a person, with the answer or the card of what waits. Of a message that wants several things it waits for each: `following` are the runs after the first. Where that takes longer it answers as without. A minute is more than is waited.',
  params: z.object({ threadId: Id }),
  headers: z.object({
    'idempotency-key': z
      .string()
      .regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible ASCII characters')
      .optional(),
    prefer: z.string().optional().describe('`wait=<seconds>`: for how long you would wait for the answer.'),
  }),
  body: NewMessage,
  status: 202,
  success: 'It is stored and will be answered; `Location` is its run.',
  result: Accepted,
  otherSuccess: {
    status: 200,
    description:
      'It was waited for: the run, and each that follows it, has ended or waits for a person. Who took it back may have no answer.',
    result: Answered,
  },
  problems: [
    { status: 422, code: 'message-empty', when: 'the text is empty' },
    { status: 400, code: 'text-not-storable', when: 'the text holds characters that can’t be stored, such as U+0000' },
    { status: 409, code: 'dedupe-key-reused', when: 'the key was another thread’s' },
    { status: 413, code: 'message-too-long', when: 'the text is longer than the agent takes' },
    {
      status: 429,
      code: 'too-many-messages',
      when: 'you send more in a minute than one person should; Retry-After says when to go on',
    },
  ],
  handle: async ({ principal, params, headers, body, signal, services }) => {
    spendMessage(principal, services)
    const key = headers['idempotency-key'] ?? services.context.newId()
    const { messageId, runId } = await services.operations.acceptMessage(principal, {
      threadId: params.threadId,
      channel: 'web',
      // Keys are the client's own choice: the same one from somebody else, or for another thread, is another message.
      dedupeKey: `${params.threadId}/${principal.id}/${key}`,
      text: body.text,
    })
    const accepted = { messageId, runId }
    const waitMs = preferredWaitMs(headers.prefer, services.limits.answerMs)
    if (waitMs === null) return answer(202, accepted, { location: `/v1/runs/${runId}` })
    const within = AbortSignal.any([signal, services.closing, AbortSignal.timeout(waitMs)])
    const answered = await answersTo(services, principal, { runId, threadId: params.threadId, signal: within })
    const applied = { location: `/v1/runs/${runId}`, 'preference-applied': `wait=${waitMs / 1_000}` }
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
  const { messages } = await operations.listMessages(principal, threadId, { after: null, runId, limit: 10 })
  return { run, answer: messages.find(({ role }) => role === 'assistant') ?? null }
}

function answer(
  status: number,
  body: z.infer<typeof Accepted> | z.infer<typeof Answered>,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}

function spendMessage(principal: Principal, { messageRate }: WebServices): void {
  const waitMs = messageRate(`${principal.tenantId}/${principal.id}`)
  if (waitMs === 0) return
  throw new AppError('You are sending messages faster than we take them. Wait a moment, then go on.', {
    code: 'too-many-messages',
    status: 429,
    retryable: true,
    details: { retryAfterSeconds: Math.ceil(waitMs / 1_000) },
  })
}
