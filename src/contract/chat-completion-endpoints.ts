import { z } from 'zod'
import { ChatCompletion, ChatModel, ChatModels, ChatRequest } from './chat-completion.ts'
import { endpoint } from './endpoint.ts'
import { IdempotencyKey, KEY_REUSED } from './idempotency-key.ts'

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
