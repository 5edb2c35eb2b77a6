import type { ChatMessage, ChatRequest } from '#contract/chat-completion.ts'
import { AppError } from '#core/errors.ts'

/** What a request says, once what it may not ask for is refused. */
export interface Asked {
  readonly agent: string
  /** Whether the quotes stand in the text, too. */
  readonly hasFootnotes: boolean
  /** What the client calls the conversation; null where it has no name for it. */
  readonly name: string | null
  /** What its user wrote before, as the client tells it. */
  readonly earlier: readonly string[]
  readonly text: string
  readonly isStreamed: boolean
  readonly tellsUsage: boolean
}

/** Reads a request. Throws `unsupported_value` and `invalid-request`, each with the field that it is about. */
export function readAsked(request: ChatRequest): Asked {
  refuseDemands(request)
  const said = request.messages.filter(({ role }) => !INSTRUCTIONS.has(role))
  const last = said.at(-1)
  if (last?.role !== 'user')
    throw refusal('The last message must be the user’s: only that one is answered.', 'messages', 'invalid-request')
  return {
    ...readModel(request.model),
    name: nameOf(request),
    earlier: said.slice(0, -1).flatMap((message) => (message.role === 'user' ? [textsOf(message).join('\n')] : [])),
    text: typedText(last),
    isStreamed: request.stream === true,
    tellsUsage: request.stream_options?.include_usage === true,
  }
}

/** What is put behind an agent's name for a model that has its quotes in the text. */
export const WITH_FOOTNOTES = ':footnotes'

/** The agent that a model is, and how its answers are written. */
export function readModel(model: string): Pick<Asked, 'agent' | 'hasFootnotes'> {
  const hasFootnotes = model.endsWith(WITH_FOOTNOTES)
  return { agent: hasFootnotes ? model.slice(0, -WITH_FOOTNOTES.length) : model, hasFootnotes }
}

// What an agent does and how it speaks stands in its folder: nobody who asks it writes that anew.
const INSTRUCTIONS: ReadonlySet<string> = new Set(['system', 'developer'])

// Without these there would be an answer, and it wouldn't be what was asked for.
function refuseDemands({ n, modalities, audio, logprobs, response_format: format, tool_choice: choice }: ChatRequest) {
  if (n != null && n !== 1) throw refusal('There is one answer to a message. Leave n out, or send 1.', 'n')
  if (audio != null || modalities?.some((one) => one !== 'text') === true)
    throw refusal('Answers are text. Leave audio and modalities out.', 'modalities')
  if (logprobs === true) throw refusal('Answers have no log probabilities. Leave logprobs out.', 'logprobs')
  if (format != null && format.type !== 'text')
    throw refusal(
      'Answers are text for people. Leave response_format out, or send {"type": "text"}.',
      'response_format',
    )
  if (choice != null && choice !== 'auto' && choice !== 'none')
    throw refusal(
      'The agent uses the tools of its own folder and calls none of yours. Leave tool_choice out, or send "auto" or "none".',
      'tool_choice',
    )
}

function nameOf({ metadata }: ChatRequest): string | null {
  const name = metadata?.['thread_id'] ?? null
  if (name === null) return null
  if (typeof name === 'string' && name.length > 0 && name.length <= 512) return name
  throw refusal('metadata.thread_id must be a text of 1 to 512 characters.', 'metadata.thread_id', 'invalid-request')
}

function typedText(message: ChatMessage): string {
  const { content } = message
  const other = Array.isArray(content) ? content.find(({ type }) => type !== 'text') : undefined
  if (other !== undefined) {
    const kind = KINDS[other.type] ?? 'parts of this kind'
    throw refusal(`Only text is read here, no ${kind}. Send the words alone.`, 'messages')
  }
  return textsOf(message).join('\n')
}

const KINDS: Readonly<Record<string, string>> = {
  image_url: 'pictures',
  input_audio: 'sound',
  file: 'files',
}

/** The texts of a message. */
export function textsOf({ content }: ChatMessage): readonly string[] {
  if (content == null) return []
  if (typeof content === 'string') return [content]
  return content.flatMap((part) => ('text' in part && typeof part.text === 'string' ? [part.text] : []))
}

function refusal(message: string, param: string, code = 'unsupported_value'): AppError {
  return new AppError(message, { code, status: 400, details: { param } })
}
