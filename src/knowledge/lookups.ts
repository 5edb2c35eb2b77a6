import type { Agent } from '#agents/contract.ts'
import { isLookup, LOOKUP_ARGUMENTS, LOOKUPS, type Lookup } from '#plan-language/values/lookups.ts'
import type { JsonObject } from '#core/json.ts'
import type { PlanTool } from '#plan-language/contract.ts'

/** A look into an agent's documents: a function of the plan language, and a read like any other in the journal. */
export interface KnowledgeLookup {
  /** What a person reads. */
  readonly title: string
  /** How it looks: another version is another tool to whoever approved a plan. */
  readonly version: string
  /** The shape of what it gives. */
  readonly result: JsonObject
}

const TEXT = { type: 'string' }
const NUMBER = { type: 'number' }

/** The lookups by their names as tools. */
export const KNOWLEDGE_LOOKUPS: Readonly<Record<Lookup, KnowledgeLookup>> = {
  'knowledge.search': {
    title: 'Look in our documents for “{query}”',
    version: 'search@1',
    result: {
      type: 'array',
      items: closed({
        ...{ id: TEXT, document: TEXT, version: NUMBER, title: TEXT, heading: TEXT, text: TEXT },
        ...{ start: NUMBER, end: NUMBER, score: NUMBER },
      }),
    },
  },
  'knowledge.quote': {
    title: 'Quote our documents',
    version: 'quote@1',
    result: closed({
      text: TEXT,
      title: TEXT,
      heading: TEXT,
      passage: TEXT,
      document: TEXT,
      version: NUMBER,
      start: NUMBER,
      end: NUMBER,
      hash: TEXT,
    }),
  },
}

/** The lookup behind a plan's tool; undefined where there is none. */
export function lookupOf(tool: string): KnowledgeLookup | undefined {
  return isLookup(tool) ? KNOWLEDGE_LOOKUPS[tool] : undefined
}

/** The lookups as a plan of this agent sees them: none where it has no documents. */
export function lookupTools({
  knowledge,
  resources,
}: Pick<Agent, 'knowledge' | 'resources'>): Readonly<Record<string, PlanTool>> {
  if (knowledge.length + resources.length === 0) return {}
  return Object.fromEntries(LOOKUPS.map((lookup) => [lookup, planTool(lookup)]))
}

function planTool(lookup: Lookup): PlanTool {
  const argsSchema = LOOKUP_ARGUMENTS[lookup]
  return { kind: 'read', argsSchema, resultSchema: null, inheritsArguments: false, later: [] }
}

function closed(properties: JsonObject): JsonObject {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}
