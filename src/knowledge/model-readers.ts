import type { JsonObject } from '#core/json.ts'
import { CLASSIFY_PROMPT, EXTRACT_PROMPT, SUMMARISE_PROMPT } from '#models/prompts.ts'
import type { PlanTool } from '#plan-language/contract.ts'

/** A reader: a quarantined model without tools (dual LLM), a function of the plan language, and a read like any other in the journal. */
export interface ModelReader {
  /** What a person reads. */
  readonly title: string
  /** The prompt's name and version: another one is another tool to whoever approved a plan. */
  readonly prompt: string
  readonly tool: PlanTool
}

/** The longest text that a reader takes, in characters; five thousand tokens or so. */
export const READER_TEXT_LENGTH = 20_000

/**
 * The readers by their names as tools, on a server that there isn't. Every plan has them: one that was read before a model
 * was taken away can be tried out again without it.
 */
export const READERS: Readonly<Record<string, ModelReader>> = {
  'model/extract': {
    title: 'Take facts out of a text',
    prompt: EXTRACT_PROMPT,
    tool: readerTool({ schema: { type: 'object' } }),
  },
  'model/classify': {
    title: 'Sort a text into one of some kinds',
    prompt: CLASSIFY_PROMPT,
    tool: readerTool(
      {
        of: {
          type: 'array',
          items: { type: 'string', minLength: 1, maxLength: 200 },
          minItems: 1,
          maxItems: 50,
          uniqueItems: true,
        },
      },
      { question: { type: 'string', minLength: 1, maxLength: 500 } },
    ),
  },
  'model/summarise': {
    title: 'Write a text in short',
    prompt: SUMMARISE_PROMPT,
    tool: readerTool({}, { language: { type: 'string', pattern: '^\\p{L}{2,30}$' } }),
  },
}

/** The readers as a plan sees them. */
export const READER_TOOLS: Readonly<Record<string, PlanTool>> = Object.fromEntries(
  Object.entries(READERS).map(([name, { tool }]) => [name, tool]),
)

/** Whether a plan's tool is a reader. No tool server can be called `model`. */
export function isReader(tool: string): boolean {
  return Object.hasOwn(READERS, tool)
}

// No text at all is a text that doesn't say it. How long it is, is told in words of its own.
function readerTool(others: JsonObject, optional: JsonObject = {}): PlanTool {
  return {
    kind: 'read',
    argsSchema: {
      type: 'object',
      properties: { text: { type: ['string', 'null'] }, ...others, ...optional },
      required: Object.keys(others),
      additionalProperties: false,
    },
    resultSchema: null,
    inheritsArguments: true,
    later: [],
  }
}
