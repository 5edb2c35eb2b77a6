import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { z } from 'zod'

const Text = z.union([
  z.string(),
  z.array(z.object({ text: z.string() })).transform((parts) => parts.map((part) => part.text).join('')),
])
const ChatBody = z.looseObject({
  model: z.string(),
  stream: z.boolean().default(false),
  messages: z.array(z.looseObject({ role: z.string(), content: Text })),
  response_format: z
    .looseObject({ type: z.string(), json_schema: z.looseObject({ name: z.string() }).optional() })
    .optional(),
})
const EmbeddingsBody = z.looseObject({
  model: z.string(),
  input: z.union([z.string().transform((text) => [text]), z.array(z.string())]),
  dimensions: z.int().default(1536),
})

/** What the model is told to do with one request. */
export type ModelReply =
  | MadeReply
  | { readonly kind: 'made'; readonly of: (request: ChatRequest) => MadeReply | Promise<MadeReply> }

type MadeReply =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'pieces'; readonly pieces: AsyncIterable<string> }

export interface ChatRequest {
  readonly authorization: string | undefined
  readonly model: string
  readonly stream: boolean
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  /** The name of the schema that the reply must fit, where one was sent. */
  readonly schemaName: string | null
  readonly body: z.infer<typeof ChatBody>
}

/** Replies in order, or a function of the request. A list that has run out answers 400, which no client tries again. */
export type ModelScript = readonly ModelReply[] | ((request: ChatRequest) => ModelReply)

export interface ModelServer extends AsyncDisposable {
  /** With `/v1`: what `OPENAI_BASE_URL` and `EMBEDDINGS_BASE_URL` take. */
  readonly url: string
  /** The variables of a server that is to ask this one. */
  readonly environment: Readonly<Record<string, string>>
  /** Chat requests so far, in the order of their arrival, but for those to the witness to who writes talk and about tools' answers. */
  readonly requests: readonly ChatRequest[]
  /** What the witness was asked so far. */
  readonly witnessed: readonly ChatRequest[]
  /** What was asked of tools' answers in words. */
  readonly outcomes: readonly ChatRequest[]
  /** What was asked for as talk so far, and of whoever judges it. */
  readonly talked: readonly ChatRequest[]
  readonly embeddingRequests: readonly EmbeddingRequest[]
}

export interface EmbeddingRequest {
  readonly model: string
  readonly input: readonly string[]
}

/** Replies in order, or by request; undefined for the vectors. */
export type EmbeddingScript = readonly ModelReply[] | ((request: EmbeddingRequest) => ModelReply | undefined)

export const says = (text: string): MadeReply => ({ kind: 'text', text })
export const saysJson = (value: unknown): MadeReply => ({ kind: 'text', text: JSON.stringify(value) })
export const fails = (status: number): ModelReply => ({ kind: 'status', status })
/** Takes the request and never answers. */
export const hangs = (): ModelReply => ({ kind: 'silence' })

/** Writes a reply piece by piece, each when it comes; to who doesn't ask for a stream, nothing. */
export const writes = (pieces: AsyncIterable<string>): ModelReply => ({ kind: 'pieces', pieces })

/** What the witness says of each deed that it is asked about. */
export type WitnessScript = (request: ChatRequest) => ModelReply

/** What is written as talk, and what is said of it by whoever judges it. */
export type TalkScript = (request: ChatRequest) => ModelReply

/** Talk of these sentences; `more` says which of them, by a part of it, are taken for more than talk. */
export function talks(...sentences: readonly string[]): TalkScript & { but(more: RegExp): TalkScript } {
  const script =
    (more: RegExp | null): TalkScript =>
    (request) =>
      request.schemaName === 'say' ? saysJson({ sentences }) : saysJson({ sentences: judged(request, more) })
  return Object.assign(script(null), { but: script })
}

/** No talk; of what a plan says beside its steps, sentences that match wait for them. */
export function waitsFor(steps: RegExp): TalkScript {
  return (request) => {
    if (request.schemaName !== 'say-ahead') return saysJson({ sentences: [] })
    const sentences = sentencesIn(request).map(({ sentence, text }) => ({
      sentence,
      is: steps.test(text) ? 'of-steps' : 'apart',
    }))
    return saysJson({ sentences })
  }
}

const Judging = z.object({ sentences: z.array(z.object({ sentence: z.number(), text: z.string() })) })

function sentencesIn({ messages }: ChatRequest) {
  return Judging.parse(JSON.parse(messages.find(({ role }) => role === 'user')?.content ?? '{}')).sentences
}

function judged(request: ChatRequest, more: RegExp | null) {
  return sentencesIn(request).map(({ sentence, text }) => ({
    sentence,
    is: more?.test(text) === true ? 'more' : 'talk',
  }))
}

/** A witness that says the same of every deed. */
export function witnesses(asked: 'yes' | 'no' | 'unsure'): WitnessScript {
  return ({ messages }) => {
    const deeds = [...(messages.at(-1)?.content ?? '').matchAll(/^\{"deed":(\d+),/gmu)].map(([, deed]) => Number(deed))
    return saysJson({ deeds: deeds.map((deed) => ({ deed, asked })) })
  }
}

/** What the model reads in a tool's answer in words. */
export type OutcomeScript = (request: ChatRequest) => ModelReply

/** A scripted OpenAI-compatible server on a free port, ended with the test. */
export async function startModelServer(
  t: TestContext,
  script: ModelScript,
  options: {
    readonly embeddings?: readonly ModelReply[]
    readonly witness?: WitnessScript
    readonly talk?: TalkScript
  } = {},
): Promise<ModelServer> {
  const server = await openModelServer(script, options)
  t.after(() => server[Symbol.asyncDispose]())
  return server
}

/**
 * The same without a test around it. `embeddings` are replies to go before the vectors, `[fails(500)]`, or what one
 * request gets instead of them. The witness has a script of its own, and says yes where it is left out: what a scripted
 * planner says is asked for is. So has who writes talk and who judges it: left out, nothing is added. Tools' answers in words it doesn't
 * read where `outcome` is left out.
 */
export async function openModelServer(
  script: ModelScript,
  options: {
    readonly embeddings?: EmbeddingScript
    readonly witness?: WitnessScript
    readonly talk?: TalkScript
    readonly outcome?: OutcomeScript
  } = {},
): Promise<ModelServer> {
  const requests: ChatRequest[] = []
  const witnessed: ChatRequest[] = []
  const talked: ChatRequest[] = []
  const outcomes: ChatRequest[] = []
  const outcome = options.outcome ?? (() => fails(400))
  const witness = options.witness ?? witnesses('yes')
  const talk = options.talk ?? (() => saysJson({ sentences: [] }))
  const embeddingRequests: { model: string; input: readonly string[] }[] = []
  const { embeddings = [] } = options
  const embeddingReplies = typeof embeddings === 'function' ? [] : [...embeddings]
  const nextEmbeddings = (request: EmbeddingRequest) =>
    typeof embeddings === 'function' ? embeddings(request) : embeddingReplies.shift()
  let used = 0
  const nextReply = (request: ChatRequest) =>
    typeof script === 'function' ? script(request) : (script[used++] ?? { kind: 'status' as const, status: 400 })

  const http = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // Whoever breaks off a request hears of nothing; any other failure is a script's.
      if (!request.aborted && !response.destroyed) throw error
    })
  })

  function askedOf({ schemaName }: ChatRequest): { readonly to: ChatRequest[]; readonly script: TalkScript } {
    if (schemaName === 'witness') return { to: witnessed, script: witness }
    if (schemaName === 'outcome') return { to: outcomes, script: outcome }
    return schemaName?.startsWith('say') ? { to: talked, script: talk } : { to: requests, script: nextReply }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url}`
    if (route === 'POST /v1/chat/completions') {
      const chat = await readChat(request)
      const { to, script } = askedOf(chat)
      to.push(chat)
      const reply = script(chat)
      await answerChat(response, reply.kind === 'made' ? await reply.of(chat) : reply, chat)
    } else if (route === 'POST /v1/embeddings') {
      const body = EmbeddingsBody.parse(await json(request))
      embeddingRequests.push({ model: body.model, input: body.input })
      answerEmbeddings(response, nextEmbeddings(body), body)
    } else if (route === 'GET /v1/models') {
      sendJson(response, 200, {
        object: 'list',
        data: [{ id: 'scripted', object: 'model', created: 0, owned_by: 'test' }],
      })
    } else sendJson(response, 404, { error: { message: `No route ${route}.`, type: 'invalid_request_error' } })
  }

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/v1`
  return {
    url,
    environment: { OPENAI_API_KEY: 'test', OPENAI_BASE_URL: url, OPENAI_MODEL: 'scripted' },
    requests,
    witnessed,
    talked,
    outcomes,
    embeddingRequests,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

async function readChat(request: IncomingMessage): Promise<ChatRequest> {
  const body = ChatBody.parse(await json(request))
  return {
    authorization: request.headers.authorization,
    model: body.model,
    stream: body.stream,
    messages: body.messages.map(({ role, content }) => ({ role, content })),
    schemaName: body.response_format?.json_schema?.name ?? null,
    body,
  }
}

async function answerChat(response: ServerResponse, reply: MadeReply, chat: ChatRequest): Promise<void> {
  if (reply.kind === 'silence') return
  if (reply.kind === 'status') return sendFailure(response, reply.status)
  const head = { id: 'chatcmpl-1', created: 0, model: chat.model }
  const chunk = (delta: object, finish_reason: string | null) => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason }],
  })
  const send = (data: object) => void response.write(`data: ${JSON.stringify(data)}\n\n`)
  if (reply.kind === 'pieces') {
    if (!chat.stream) return
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    send(chunk({ role: 'assistant', content: '' }, null))
    for await (const content of reply.pieces) send(chunk({ content }, null))
    send(chunk({}, 'stop'))
    response.end('data: [DONE]\n\n')
    return
  }
  // Four characters to a token, as a rule of thumb: enough for accounting to add up in a test.
  const prompt_tokens = Math.ceil(chat.messages.reduce((sum, message) => sum + message.content.length, 0) / 4)
  const completion_tokens = Math.ceil(reply.text.length / 4)
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
  if (!chat.stream) {
    const message = { role: 'assistant', content: reply.text, refusal: null }
    const choices = [{ index: 0, message, finish_reason: 'stop', logprobs: null }]
    return sendJson(response, 200, { ...head, object: 'chat.completion', choices, usage })
  }
  const pieces = reply.text.match(/.{1,12}/gsu) ?? []
  const chunks = [
    chunk({ role: 'assistant', content: '' }, null),
    ...pieces.map((content) => chunk({ content }, null)),
    chunk({}, 'stop'),
    { ...head, object: 'chat.completion.chunk', choices: [], usage },
  ]
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const data of chunks) send(data)
  response.end('data: [DONE]\n\n')
}

function answerEmbeddings(
  response: ServerResponse,
  reply: ModelReply | undefined,
  body: z.infer<typeof EmbeddingsBody>,
): void {
  if (reply?.kind === 'silence') return
  if (reply?.kind === 'status') return sendFailure(response, reply.status)
  const data = body.input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: bagOfWords(text, body.dimensions),
  }))
  sendJson(response, 200, { object: 'list', model: body.model, data, usage: { prompt_tokens: 1, total_tokens: 1 } })
}

// Texts that share words have near vectors: no meaning, but the same every time. Not of length 1, as some models' aren't.
function bagOfWords(text: string, dimensions: number): readonly number[] {
  const vector = new Array<number>(dimensions).fill(0.01)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const slot =
      [...word].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7) % dimensions
    vector[slot] = (vector[slot] ?? 0) + 1
  }
  return vector
}

function sendFailure(response: ServerResponse, status: number): void {
  sendJson(response, status, { error: { message: `The script says ${status}.`, type: 'scripted', code: null } })
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}
