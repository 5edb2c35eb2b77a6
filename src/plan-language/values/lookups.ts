import type { JsonObject } from '#core/json.ts'

/**
 * What looks into an agent's documents, by its name in a program, as a tool and as an action of rules. A server's tool has a
 * slash in its name, so none is called so.
 */
export const LOOKUPS = ['knowledge.search', 'knowledge.quote'] as const
export type Lookup = (typeof LOOKUPS)[number]

export function isLookup(tool: string): tool is Lookup {
  return LOOKUPS.some((name) => name === tool)
}

/** The source of which passages a search of the agent's own folders found, and in which order. */
export const SEARCHED = 'tool:knowledge.search'
/** The same of a search of all the agent's documents that the requester may read, which anybody may have handed in. */
export const SEARCHED_EVERYWHERE = `${SEARCHED}.everywhere`

/** Characters of what is looked for: more is no question. */
const QUERY_LENGTH = 1_000
/** Characters of a quote: a passage has no more. */
const QUOTE_LENGTH = 10_000

/** The arguments of each, as JSON Schema. */
export const LOOKUP_ARGUMENTS: Readonly<Record<Lookup, JsonObject>> = {
  'knowledge.search': {
    type: 'object',
    properties: {
      query: { type: 'string', minLength: 1, maxLength: QUERY_LENGTH },
      everywhere: { type: 'boolean' },
    },
    required: ['query'],
    additionalProperties: false,
  },
  'knowledge.quote': {
    type: 'object',
    properties: {
      passage: { type: 'string', minLength: 1, maxLength: 100 },
      text: { type: 'string', minLength: 1, maxLength: QUOTE_LENGTH },
    },
    required: ['passage', 'text'],
    additionalProperties: false,
  },
}
