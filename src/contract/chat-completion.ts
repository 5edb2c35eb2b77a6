import { z } from 'zod'
import { Id, Moment } from './fields.ts'
import { RUN_STATUSES } from './run.ts'
import { endpoint } from './endpoint.ts'
import { IdempotencyKey, KEY_REUSED } from './idempotency-key.ts'

const TextPart = z.looseObject({ type: z.literal('text'), text: z.string() })
const OtherPart = z.looseObject({ type: z.string() })

/** What one message holds: a text, or pieces of which only texts are read. */
const Content = z.union([z.string(), z.array(z.union([TextPart, OtherPart])).max(1_000), z.null()])

const ChatMessage = z.looseObject({ role: z.string().max(40), content: Content.optional() })
export type ChatMessage = z.infer<typeof ChatMessage>

/** A request in the shape of OpenAI's API, as far as it is looked at. What isn't named here is left unread. */
export const ChatRequest = z
  .looseObject({
    model: z
      .string()
      .min(1)
      .max(200)
      .describe(
        'The name of an agent, as `GET /v1/models` has it; with `:footnotes` behind it, what it quotes stands in `content`, too.',
      ),
    messages: z
      .array(ChatMessage)
      .min(1)
      .max(5_000)
      .describe(
        'The conversation. Its last message, the user’s, is what is said; those before it find the thread and are nobody’s words. Messages of the roles `system` and `developer` are left unread.',
      ),
    metadata: z
      .record(z.string(), z.unknown())
      .nullish()
      .describe(
        'In `thread_id` what the client calls the conversation, or the `thread_id` of an answer before. In `task` what a front end asks for itself, such as `title_generation`. Nothing is begun then, and it is answered with a title of the conversation’s first words, or nothing.',
      ),
    stream: z.boolean().nullish(),
    stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
    n: z.int().nullish().describe('1: there is one answer.'),
    tool_choice: z.union([z.string(), z.looseObject({ type: z.string() })]).nullish(),
    response_format: z.looseObject({ type: z.string() }).nullish(),
    modalities: z.array(z.string()).nullish(),
    audio: z.unknown().optional(),
    logprobs: z.boolean().nullish(),
  })
  .meta({
    id: 'ChatRequest',
    examples: [{ model: 'support', messages: [{ role: 'user', content: 'Where is order A12?' }] }],
  })
export type ChatRequest = z.infer<typeof ChatRequest>

const Annotation = z.object({
  type: z.literal('url_citation'),
  url_citation: z.object({
    start_index: z.int().describe('In UTF-16 units of the whole content.'),
    end_index: z.int(),
    title: z.string().describe('The document’s.'),
    url: z.string().describe('Where the quote is read, under its reader’s rights.'),
  }),
})
export type Annotation = z.infer<typeof Annotation>

const Usage = z.object({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() })

/** What OpenAI's shape has no place for. */
const OurOwn = z.object({
  thread_id: Id.describe('Send it as `metadata.thread_id` to go on in it.'),
  run_id: Id,
  status: z.enum(RUN_STATUSES),
  waits_for: z
    .array(
      z.object({
        plan_id: Id,
        title: z.string(),
        roles: z.array(z.string()).readonly(),
        until: Moment.nullable(),
        link: z.string().describe('Where a person reads it and says yes or no, signed in themselves.'),
      }),
    )
    .readonly(),
  decided: z
    .array(z.object({ plan_id: Id, by: z.string(), decision: z.enum(['approve', 'edit', 'reject']), at: Moment }))
    .readonly()
    .describe('What people said to its plans, wherever they said it.'),
  withheld: z.int().describe('Parts of the answer that quote documents which no model outside may read.'),
})

const Head = { id: z.string(), created: z.int().describe('Seconds since 1970.'), model: z.string() }

export const ChatCompletion = z
  .object({
    ...Head,
    object: z.literal('chat.completion'),
    choices: z
      .array(
        z.object({
          index: z.literal(0),
          message: z.object({
            role: z.literal('assistant'),
            content: z.string(),
            refusal: z.null(),
            annotations: z.array(Annotation).readonly(),
          }),
          logprobs: z.null(),
          finish_reason: z.literal('stop'),
        }),
      )
      .readonly(),
    usage: Usage,
    parley: OurOwn.optional().describe(
      'Left out where a front end’s own task was answered: there is no thread and no run.',
    ),
  })
  .meta({ id: 'ChatCompletion' })
export type ChatCompletion = z.infer<typeof ChatCompletion>

/** A piece of a streamed answer. The last one with a choice has the annotations and `parley`. */
export const ChatCompletionChunk = z
  .object({
    ...Head,
    object: z.literal('chat.completion.chunk'),
    choices: z
      .array(
        z.object({
          index: z.literal(0),
          delta: z.object({
            role: z.literal('assistant').optional(),
            content: z.string().optional(),
            annotations: z.array(Annotation).readonly().optional(),
          }),
          logprobs: z.null(),
          finish_reason: z.literal('stop').nullable(),
        }),
      )
      .readonly(),
    usage: Usage.nullable().optional(),
    parley: OurOwn.optional(),
  })
  .meta({ id: 'ChatCompletionChunk' })
export type ChatCompletionChunk = z.infer<typeof ChatCompletionChunk>

export const ChatModel = z
  .object({
    id: z.string().describe('The agent’s name, or that with `:footnotes`.'),
    object: z.literal('model'),
    created: z.int().describe('When the agent’s folder was last written, in seconds since 1970.'),
    owned_by: z.literal('parley'),
  })
  .meta({ id: 'ChatModel' })
export type ChatModel = z.infer<typeof ChatModel>

export const ChatModels = z.object({ object: z.literal('list'), data: z.array(ChatModel).readonly() })

/** An error in OpenAI's shape. */
export const ChatError = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.enum(['invalid_request_error', 'permission_error', 'rate_limit_error', 'server_error']),
      param: z.string().nullable(),
      code: z.string(),
    }),
  })
  .meta({ id: 'ChatError' })
export type ChatError = z.infer<typeof ChatError>

/** A long conversation, told whole. */
const CONVERSATION_BYTES = 4_194_304

const NO_MODEL = { status: 404, code: 'model_not_found', when: 'no agent has that name' } as const

export const completeChat = endpoint({
  method: 'POST',
  path: '/v1/chat/completions',
  actions: ['message.send'],
  summary: 'Say something in the shape of OpenAI’s API',
  description:
    'For programs and front ends that speak it. An agent is a model. Only the last message, the user’s, is new, and what a program sends is nobody’s typed words: a deed waits for a person, and the answer has the link. The same conversation sent again is the same message. Errors are in OpenAI’s shape (`{"error": {"message", "type", "param", "code"}}`).',
  headers: z.object({
    'idempotency-key': IdempotencyKey.describe('Says which message is the same one, in the place of the conversation.'),
  }),
  body: ChatRequest,
  bodyBytes: CONVERSATION_BYTES,
  contentTypes: ['application/json', 'text/event-stream'],
  success: 'The answer; with `stream` piece by piece, as `data:` lines that end with `[DONE]`.',
  result: ChatCompletion,
  problems: [
    NO_MODEL,
    { status: 400, code: 'context_length_exceeded', when: 'the message is longer than the agent takes' },
    { status: 400, code: 'unsupported_value', when: 'something is demanded that isn’t there; the message says what' },
    { status: 400, code: 'message-empty', when: 'the text is empty' },
    { ...KEY_REUSED, status: 400 },
    { status: 429, code: 'rate_limit_exceeded', when: 'you send more in a minute than one person should' },
    {
      status: 503,
      code: 'not-answered-yet',
      when: 'it is taken in and takes longer than anybody waits; the same again gives its answer',
    },
  ],
})

export const listModels = endpoint({
  method: 'GET',
  path: '/v1/models',
  actions: ['message.send'],
  summary: 'List the agents in the shape of OpenAI’s API',
  success: 'The agents, each as a model.',
  result: ChatModels,
})

export const readModel = endpoint({
  method: 'GET',
  path: '/v1/models/{model}',
  actions: ['message.send'],
  summary: 'Read one of them',
  params: z.object({ model: z.string().max(200) }),
  success: 'The agent, as a model.',
  result: ChatModel,
  problems: [NO_MODEL],
})
