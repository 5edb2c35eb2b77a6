import type { ChatCompletion, ChatCompletionChunk, ChatModel, ChatRequest } from '#contract/chat-completion.ts'
import type { Operations } from '#contract/operations.ts'
import { AppError } from '#core/errors.ts'
import { OPENAI_CHANNEL } from '#core/outside-principal.ts'
import { answerOf, settledRuns, type AnsweredRuns, type ProgramCaller } from '../protocols/answered-runs.ts'
import { spokenAnswer, wholeAnswer } from '../protocols/spoken-answer.ts'
import { readAsked, WITH_FOOTNOTES, type Asked } from './parsed-request.ts'
import { chunk, completion, lastChunk, usageChunk, type Head } from './completion.ts'
import { withFootnotes } from './footnotes.ts'

/** A message that is stored, and how its answer is wanted. */
export interface SaidInChat {
  readonly asked: Asked
  readonly head: Head
  readonly threadId: string
}

/** Takes a request in. Throws `model_not_found` and whatever is wrong with it, before anything is stored. */
export async function sayInChat(
  { principal, operations }: ProgramCaller,
  request: ChatRequest,
  { once, now }: { readonly once: string | null; readonly now: Date },
): Promise<SaidInChat> {
  const asked = readAsked(request)
  const { agent, name, earlier, text } = asked
  modelOf(operations, request.model)
  const message = { channel: OPENAI_CHANNEL, agent, name, earlier, text, once }
  const { threadId, runId } = await operations.converse(principal, message)
  return { asked, threadId, head: { runId, model: request.model, created: Math.floor(now.getTime() / 1_000) } }
}

/** The whole answer. Throws `not-answered-yet` where the signal aborts first. */
export async function answerChat(
  asking: ProgramCaller,
  { asked, head }: SaidInChat,
  signal: AbortSignal,
): Promise<ChatCompletion> {
  const answer = await settledAnswer(asking, head, signal)
  const whole = wholeAnswer(answer)
  return completion(head, answer, asked.hasFootnotes ? withFootnotes(whole) : whole)
}

async function settledAnswer(asking: ProgramCaller, { runId }: Head, signal: AbortSignal): Promise<AnsweredRuns> {
  const { runs, isSettled } = await settledRuns(asking, runId, signal)
  if (!isSettled) throw notYet()
  return await answerOf(asking, runs)
}

/** The answer piece by piece, as it is written. Throws `not-answered-yet` at its end where the signal aborts first. */
export async function* streamChat(
  asking: ProgramCaller,
  { head, asked, threadId }: SaidInChat,
  signal: AbortSignal,
): AsyncGenerator<ChatCompletionChunk, void, void> {
  yield chunk(head, { role: 'assistant', content: '' })
  // A number behind a stretch can't be put where it was told already, so all of it comes at once.
  if (asked.hasFootnotes) {
    const answer = await settledAnswer(asking, head, signal)
    const { text, cited } = withFootnotes(wholeAnswer(answer))
    yield chunk(head, { content: text })
    yield lastChunk(head, answer, cited)
    if (asked.tellsUsage) yield usageChunk(head, answer)
    return
  }
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

/** Every agent as a model, made when its folder was last written, and as one whose quotes stand in the text, too. */
export function chatModels(operations: Operations): readonly ChatModel[] {
  return operations.listAgents().flatMap(({ name, changedAt }) => {
    const created = Math.floor(Date.parse(changedAt) / 1_000)
    const model = { object: 'model', created, owned_by: 'parley' } as const
    return [
      { id: name, ...model },
      { id: `${name}${WITH_FOOTNOTES}`, ...model },
    ]
  })
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
