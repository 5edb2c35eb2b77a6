import type { ChatCompletion, ChatCompletionChunk, ChatModel, ChatRequest } from '#contract/chat-completion.ts'
import type { Operations } from '#contract/operations.ts'
import { AppError } from '#core/errors.ts'
import { OPENAI_CHANNEL } from '#core/outside-principal.ts'
import { answerOf, settledRuns, type Asking } from '../answered-runs.ts'
import { spokenAnswer } from '../spoken-answer.ts'
import { readAsked, type Asked } from './asked.ts'
import { chunk, completion, lastChunk, usageChunk, type Head } from './completion.ts'

/** A message that is stored, and how its answer is wanted. */
export interface SaidInChat {
  readonly asked: Asked
  readonly head: Head
  readonly threadId: string
}

/** Takes a request in. Throws `model_not_found` and whatever is wrong with it, before anything is stored. */
export async function sayInChat(
  { principal, operations }: Asking,
  request: ChatRequest,
  { once, now }: { readonly once: string | null; readonly now: Date },
): Promise<SaidInChat> {
  const asked = readAsked(request)
  const { agent, name, earlier, text } = asked
  modelOf(operations, agent)
  const message = { channel: OPENAI_CHANNEL, agent, name, earlier, text, once }
  const { threadId, runId } = await operations.converse(principal, message)
  return { asked, threadId, head: { runId, agent, created: Math.floor(now.getTime() / 1_000) } }
}

/** The whole answer. Throws `not-answered-yet` where the signal aborts first. */
export async function answerChat(asking: Asking, { head }: SaidInChat, signal: AbortSignal): Promise<ChatCompletion> {
  const { runs, isSettled } = await settledRuns(asking, head.runId, signal)
  if (!isSettled) throw notYet()
  return completion(head, await answerOf(asking, runs))
}

/** The answer piece by piece, as it is written. Throws `not-answered-yet` at its end where the signal aborts first. */
export async function* streamChat(
  asking: Asking,
  { head, asked, threadId }: SaidInChat,
  signal: AbortSignal,
): AsyncGenerator<ChatCompletionChunk, void, void> {
  yield chunk(head, { role: 'assistant', content: '' })
  for await (const spoken of spokenAnswer(asking, { threadId, runId: head.runId }, signal)) {
    switch (spoken.type) {
      case 'text':
        yield chunk(head, { content: spoken.text })
        break
      case 'event':
        break
      case 'end':
        yield lastChunk(head, spoken.answer, spoken.cited)
        if (asked.tellsUsage) yield usageChunk(head, spoken.answer)
        return
    }
  }
  throw notYet()
}

/** Every agent as a model. */
export function chatModels(operations: Operations): readonly ChatModel[] {
  return operations.listAgents().map(({ name }) => ({ id: name, object: 'model', created: 0, owned_by: 'parley' }))
}

/** One of them. Throws `model_not_found`. */
export function modelOf(operations: Operations, name: string): ChatModel {
  const models = chatModels(operations)
  const model = models.find(({ id }) => id === name)
  if (model) return model
  const known = new Intl.ListFormat('en', { type: 'conjunction' }).format(models.map(({ id }) => id))
  throw new AppError(`There is no agent of this name here. A model is an agent: ${known}.`, {
    code: 'model_not_found',
    status: 404,
    details: { param: 'model' },
  })
}

function notYet(): AppError {
  return new AppError(
    'Your message is taken in and being worked on. Send the same once more for its answer: nothing is done twice.',
    { code: 'not-answered-yet', status: 503, retryable: true, details: { retryAfterSeconds: 1 } },
  )
}
