import { z } from 'zod'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { AppError } from '#core/errors.ts'
import { Json, JsonObject } from '#core/json.ts'
import { labelOf, type Labels } from '#plan-language/values/label.ts'
import type { ModelGateway } from '#models/contract.ts'
import { classifyPrompt, extractPrompt, summarisePrompt, type ReaderPrompt } from '#models/prompts.ts'
import type { JournalEntry, ReadAnswer, ReadRequest } from '#plan-language/contract.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'
import { isWithheldFromModels } from '#turn/withheld-from-models.ts'
import { READER_TEXT_LENGTH } from '#knowledge/model-readers.ts'

export interface ModelReading {
  /** Null where no model is configured. */
  readonly gateway: ModelGateway | null
  readonly live: Pick<AgentRuntime, 'declarations'>
  readonly planId: string
  /** What this plan has read already, now and when it was tried out before. */
  readonly journal: () => readonly JournalEntry[]
  readonly signal: AbortSignal
}

/**
 * Makes one read by a model that sees the text, the form of the answer and nothing else. What it says is labelled `model`,
 * and the language adds the labels of the text and of the form. The same text is read once for a plan: another reading
 * could say something else, and nothing would have changed.
 */
export async function readByModel(reading: ModelReading, request: ReadRequest): Promise<ReadAnswer> {
  const before = readBefore(reading.journal(), request)
  if (before) return before
  const { gateway, planId, signal } = reading
  if (!gateway) return { ok: false, code: 'model-missing' }
  const { text } = WithText.parse(request.args)
  if (text.trim() === '') return { ok: true, value: null, labels: SAID_BY_MODEL }
  if (isWithheldFromModels(request.labels, reading.live)) return { ok: false, code: 'kept-from-models' }
  if (text.length > READER_TEXT_LENGTH) return { ok: false, code: 'text-too-long' }
  const prompt = promptFor(request, text)
  if (!prompt.ok) return prompt
  try {
    const { value } = await gateway.askFor({ ...prompt.request, planId }, prompt.schema, { signal })
    return { ok: true, value: Json.parse(value.value), labels: SAID_BY_MODEL }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AppError && MODEL_FAILURES.has(error.code)) return { ok: false, code: error.code }
    throw error
  }
}

const SAID_BY_MODEL: Labels = { '': labelOf('model') }

/** What may go wrong with a model; everything else is breakage, and the run's. */
const MODEL_FAILURES: ReadonlySet<string> = new Set([
  'model-unavailable',
  'model-timeout',
  'model-output-invalid',
  'model-calls-spent',
])

// Checked against the reader's schema before; these say so to the types.
const WithText = z.object({ text: z.string().nullish() }).transform(({ text }) => ({ text: text ?? '' }))
const WithSchema = z.object({ schema: JsonObject })
const InLanguage = z.object({ language: z.string().optional() })
const WithChoices = z.object({ of: z.array(z.string()), question: z.string().optional() })

/** What the same read gave before. */
export function readBefore(journal: readonly JournalEntry[], { tool, args }: ReadRequest): ReadAnswer | null {
  if (journal.length === 0) return null
  const hash = sha256(canonicalJson({ tool, args }))
  return journal.find(({ request, answer }) => request === hash && answer.ok)?.answer ?? null
}

type Prompt = ({ readonly ok: true } & ReaderPrompt) | { readonly ok: false; readonly code: string }

function promptFor({ tool, args }: ReadRequest, text: string): Prompt {
  switch (tool) {
    case 'model/extract':
      return extractPrompt({ text, ...WithSchema.parse(args) })
    case 'model/classify':
      return { ok: true, ...classifyPrompt({ text, ...WithChoices.parse(args) }) }
    case 'model/summarise':
      return { ok: true, ...summarisePrompt({ text, ...InLanguage.parse(args) }) }
    default:
      return { ok: false, code: 'denied' }
  }
}
