import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import type { ChatOpenAI } from '@langchain/openai'
import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { AppError } from '#core/errors.ts'
import type { Logger } from '#core/log.ts'
import type { Secret } from '#core/secret.ts'
import { type SpanAttributes, withSpan } from '#core/telemetry.ts'
import type { AskOptions, ModelGateway, ModelReply, ModelRequest, ModelUsage, WhileWriting } from './contract.ts'
import { invalidOutput, modelError } from './gateway/model-error.ts'
import { jsonSchemaOf } from './gateway/json-schema.ts'
import { listItems } from './gateway/list-items.ts'

export interface GatewayOptions {
  readonly apiKey: Secret | null
  /** Up to and without `/chat/completions`; OpenAI's own where undefined. */
  readonly baseUrl: string | undefined
  readonly model: string
  readonly log: Logger
  /** How long one reply may take, in ms. */
  readonly replyMs: number
}

/**
 * The way to the configured model, or null where neither a key nor an address is configured. A request is tried once
 * more, after a short pause, when the first failure may pass (429, 5xx, a broken connection, a reply that doesn't fit).
 */
export async function openGateway(options: GatewayOptions): Promise<ModelGateway | null> {
  if (!options.apiKey && options.baseUrl === undefined) return null
  const { ChatOpenAI } = await import('@langchain/openai') // a tenth of a start that has no use for it
  const { replyMs } = options
  const client = new ChatOpenAI({
    model: options.model,
    // Servers without accounts take any key, and the client insists on one.
    apiKey: options.apiKey?.reveal() ?? 'none',
    ...(options.baseUrl !== undefined && { configuration: { baseURL: options.baseUrl } }),
    useResponsesApi: false,
    timeout: replyMs,
    // Tried again here, where it is logged and can be stopped, and nowhere else.
    maxRetries: 0,
  })
  const askOnce = <T>(request: ModelRequest, schema: z.ZodType<T>, asking: AskOptions) =>
    sendOnce({ client, model: options.model, replyMs }, request, schema, asking)
  return {
    model: options.model,
    async askFor(request, schema, asking) {
      const { signal } = asking
      const startedAt = performance.now()
      const reply = await askOnce(request, schema, asking).catch(async (error: AppError) => {
        signal.throwIfAborted()
        if (!error.retryable) throw error
        options.log.warn({ event: 'model-retry', code: error.code, prompt: request.prompt, model: options.model })
        await delay(randomInt(100, 400), undefined, { signal })
        return askOnce(request, schema, asking)
      })
      const durationMs = Math.round(performance.now() - startedAt)
      options.log.info({
        event: 'model-call-end',
        prompt: request.prompt,
        model: options.model,
        durationMs,
        ...reply.usage,
      })
      return reply
    },
  }
}

interface Endpoint {
  readonly client: ChatOpenAI
  readonly model: string
  readonly replyMs: number
}

async function sendOnce<T>(
  { client, model, replyMs }: Endpoint,
  request: ModelRequest,
  schema: z.ZodType<T>,
  { signal, count, whileWriting }: AskOptions,
): Promise<ModelReply<T>> {
  const tellEnd = await count?.({ prompt: request.prompt, model })
  const startedAt = performance.now()
  let usage: ModelUsage = { inputTokens: 0, outputTokens: 0 }
  const end = (outcome: string) => tellEnd?.({ outcome, usage, durationMs: Math.round(performance.now() - startedAt) })
  return withSpan(`chat ${model}`, spanAttributes(request, model), async (set) => {
    try {
      const asked = whileWriting
        ? follow(client, request, schema, { signal, replyMs, whileWriting })
        : invoke(client, request, schema, signal)
      const reply = await asked
      // What doesn't fit has cost the same.
      usage = reply.usage
      set({ 'gen_ai.usage.input_tokens': usage.inputTokens, 'gen_ai.usage.output_tokens': usage.outputTokens })
      const value = readReply(reply.text, schema)
      await end('ok')
      return { value, usage }
    } catch (error) {
      signal.throwIfAborted()
      const failure = modelError(error, { model, replyMs })
      await end(failure.code)
      throw failure
    }
  })
}

function spanAttributes({ prompt }: ModelRequest, model: string): SpanAttributes {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': model,
    'parley.prompt': prompt,
  }
}

interface ReplyText {
  readonly text: string
  readonly usage: ModelUsage
}

async function invoke(
  client: ChatOpenAI,
  request: ModelRequest,
  schema: z.ZodType,
  signal: AbortSignal,
): Promise<ReplyText> {
  const message = await client.invoke(messagesOf(request), { response_format: formatOf(request, schema), signal })
  return { text: message.text, usage: usageOf(message.usage_metadata) }
}

// The same, told as it comes. The client's own limit ends with the first byte, so the whole reply has one here.
async function follow(
  client: ChatOpenAI,
  request: ModelRequest,
  schema: z.ZodType,
  { signal, replyMs, whileWriting }: { signal: AbortSignal; replyMs: number; whileWriting: WhileWriting },
): Promise<ReplyText> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(replyMs)])
  const feed = listItems(whileWriting.list, whileWriting.onItem)
  let text = ''
  let usage = usageOf(undefined)
  whileWriting.onBegin()
  try {
    const format = formatOf(request, schema)
    for await (const chunk of await client.stream(messagesOf(request), { response_format: format, signal: within })) {
      if (chunk.usage_metadata) usage = usageOf(chunk.usage_metadata)
      if (chunk.text === '') continue
      text += chunk.text
      feed(chunk.text)
    }
  } catch (error) {
    within.throwIfAborted()
    throw error
  }
  // A stream that is broken off just ends.
  within.throwIfAborted()
  return { text, usage }
}

function messagesOf({ system, messages }: ModelRequest) {
  return [
    new SystemMessage(system),
    ...messages.map(({ role, text }) => (role === 'user' ? new HumanMessage(text) : new AIMessage(text))),
  ]
}

function formatOf({ name }: ModelRequest, schema: z.ZodType) {
  return unparsed({ type: 'json_schema' as const, json_schema: jsonSchemaOf(name, schema) })
}

function usageOf(metadata: unknown): ModelUsage {
  const { input_tokens: inputTokens, output_tokens: outputTokens } = Usage.parse(metadata)
  return { inputTokens, outputTokens }
}

// The client would parse the reply itself, and with one that is no JSON throw away what it cost. This is how its helpers
// bring a parser of their own; a client that doesn't look for it parses, and only that figure is lost.
function unparsed<Format extends object>(format: Format): Format {
  return Object.defineProperty(format, '$parseRaw', { value: (text: string) => text, enumerable: false })
}

function readReply<T>(text: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(text))
  if (!parsed.success) throw invalidOutput(z.prettifyError(parsed.error))
  return parsed.data
}

// Some compatible servers count nothing.
const Usage = z
  .object({ input_tokens: z.number().default(0), output_tokens: z.number().default(0) })
  .default({ input_tokens: 0, output_tokens: 0 })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalidOutput('It is no JSON.', error)
  }
}
