import * as endpoints from '#contract/chat-completion.ts'
import type { ChatCompletionChunk, ChatRequest } from '#contract/chat-completion.ts'
import { answerChat, chatModels, modelOf, sayInChat, streamChat } from '../../openai/chat.ts'
import { taskChunks, taskCompletion, taskIn } from '../../openai/task.ts'
import type { ProgramCaller } from '../../protocols/answered-runs.ts'
import { openAiError } from '../../openai/error.ts'
import { programCaller } from '../program-caller.ts'
import { SIGN_OF_LIFE, streamOf, withSignsOfLife } from '../event-stream.ts'
import { toProblem } from '../problem.ts'
import { protectedRoute } from '../route.ts'
import type { WebServices } from '../services.ts'
import { spendMessage } from '../spend-message.ts'

export const completeChat = protectedRoute({
  ...endpoints.completeChat,
  handle: async ({ principal, headers, body, services, signal }) => {
    spendMessage(principal, services)
    const asking = programCaller(principal, services)
    const task = taskIn(body)
    if (task !== null) return answeredTask(asking, body, task, services)
    const said = await sayInChat(asking, body, {
      once: headers['idempotency-key'] ?? null,
      now: services.context.now(),
    })
    if (said.asked.isStreamed)
      return streamOf((ends) => frames((ending) => streamChat(asking, said, ending), services, ends), services)
    const within = AbortSignal.any([signal, services.closing, AbortSignal.timeout(services.limits.answerMs)])
    return await answerChat(asking, said, within)
  },
})

// What a front end asks for itself is nothing that its user said: no thread, run or plan comes of it.
function answeredTask(asking: ProgramCaller, body: ChatRequest, text: string, services: WebServices) {
  const { id: model } = modelOf(asking.operations, body.model)
  const { context } = services
  const head = { runId: context.newId(), model, created: Math.floor(context.now().getTime() / 1_000) }
  if (body.stream !== true) return taskCompletion(head, text)
  const tellsUsage = body.stream_options?.include_usage === true
  return streamOf((ends) => frames(() => taskChunks(head, text, { tellsUsage }), services, ends), services)
}

export const listModels = protectedRoute({
  ...endpoints.listModels,
  handle: async ({ services }) => ({ object: 'list' as const, data: chatModels(services.operations) }),
})

export const readModel = protectedRoute({
  ...endpoints.readModel,
  handle: async ({ params, services }) => modelOf(services.operations, params.model),
})

// The status is sent: what goes wrong from here on stands in the stream, as OpenAI's clients read it there.
async function* frames(
  chunks: (signal: AbortSignal) => AsyncGenerator<ChatCompletionChunk, void, void>,
  { context, limits, metrics }: WebServices,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  metrics.streamOpened('sse')
  try {
    for await (const chunk of withSignsOfLife(chunks(signal), limits.heartbeatMs))
      yield chunk === 'silence' ? SIGN_OF_LIFE : frame(chunk)
  } catch (error) {
    const requestId = context.newId()
    const problem = toProblem(error, requestId)
    if (problem.code === 'internal') context.log.error({ event: 'stream-failed', requestId, err: error })
    yield frame(openAiError(problem).body)
  } finally {
    metrics.streamClosed('sse')
  }
  yield 'data: [DONE]\n\n'
}

function frame(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}
