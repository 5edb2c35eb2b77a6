import { z } from 'zod'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { isJsonObject, JsonObject, type Json } from '#core/json.ts'
import type { Logger } from '#core/log.ts'
import type { ToolDefinition } from '../contract.ts'
import { schemaFaultOf, schemaFaultText, type ToolSchemaFault } from '#plan-language/tool-schema/tool-schema-fault.ts'
import { usableSchema, type SchemaMismatch } from '#plan-language/tool-schema/usable-schema.ts'

export interface OfferedTool {
  readonly definition: ToolDefinition
  /** The name as the server has it, without the server's. */
  readonly name: string
  /** Whether arguments fit what the tool says it takes. */
  readonly takes: (args: JsonObject) => boolean
  /** Whether results come as `{result: …}` and are unwrapped. */
  readonly isWrapped: boolean
  /** What a result, still wrapped, doesn't do that was promised. Null where the tool promises no form. */
  readonly mismatch: ((value: Json) => SchemaMismatch | null) | null
  /** Why it isn't called: a schema of its that can't be used. */
  readonly fault: ToolSchemaFault | null
}

/** The declared tools that a server offers, by full name. */
export type Catalogue = ReadonlyMap<string, OfferedTool>

const ListedTool = z.looseObject({
  name: z.string().min(1).max(200),
  description: z.string().default(''),
  inputSchema: JsonObject,
  outputSchema: JsonObject.nullable().default(null),
  annotations: z
    .looseObject({ readOnlyHint: z.boolean().nullable().default(null) })
    .catch({ readOnlyHint: null })
    .default({ readOnlyHint: null }),
})
type ListedTool = z.infer<typeof ListedTool>

/**
 * What a server's list of tools comes to. A tool that isn't declared is passed over; one that is listed twice or whose
 * definition can't be used counts as not offered, and the log says why.
 */
export function readCatalogue(
  server: string,
  listed: readonly unknown[],
  options: { declared: ReadonlySet<string>; log: Logger },
): Catalogue {
  const refuse = (tool: string, reason: string): void =>
    options.log.warn({ event: 'tool-definition-refused', tool, reason })
  const catalogue = new Map<string, OfferedTool>()
  const seen = new Set<string>()
  for (const entry of listed) {
    const parsed = ListedTool.safeParse(entry)
    if (!parsed.success) {
      refuse(`${server}/?`, 'not a tool definition')
      continue
    }
    const tool = `${server}/${parsed.data.name}`
    if (!options.declared.has(tool)) continue
    if (seen.has(tool)) {
      catalogue.delete(tool)
      refuse(tool, 'listed twice')
      continue
    }
    seen.add(tool)
    const offered = offeredTool(tool, parsed.data)
    catalogue.set(tool, offered)
    if (offered.fault) {
      options.log.warn({
        event: 'tool-suspended',
        tool,
        code: 'tool-schema-unusable',
        reason: schemaFaultText(offered.fault),
      })
    }
  }
  return catalogue
}

function offeredTool(tool: string, listed: ListedTool): OfferedTool {
  const { name, description, inputSchema, outputSchema, annotations } = listed
  const wrapped = outputSchema === null ? null : wrappedSchema(outputSchema)
  return {
    name,
    definition: {
      tool,
      description,
      inputSchema,
      outputSchema: wrapped ?? outputSchema,
      hash: sha256(canonicalJson({ name, description, inputSchema, outputSchema })),
      readOnlyHint: annotations.readOnlyHint,
    },
    takes: (args) => {
      const usable = usableSchema(inputSchema)
      return usable.ok && usable.mismatch(args) === null
    },
    isWrapped: wrapped !== null,
    mismatch: outputSchema && mismatchWith(outputSchema),
    fault: schemaFaultOf({ inputSchema, outputSchema }),
  }
}

function mismatchWith(schema: JsonObject): NonNullable<OfferedTool['mismatch']> {
  return (value) => {
    const usable = usableSchema(schema)
    return usable.ok
      ? usable.mismatch(value)
      : { instancePath: '', schemaPath: usable.fault.pointer, message: 'can’t be used' }
  }
}

/** The schema of `result` where that is the only property, with the definitions that it may refer to. */
function wrappedSchema(schema: JsonObject): JsonObject | null {
  const properties = schema['properties']
  if (!isJsonObject(properties) || Object.keys(properties).join() !== 'result') return null
  const inner = properties['result']
  if (!isJsonObject(inner)) return null
  const shared = Object.entries(schema).filter(([key]) => key === '$defs' || key === 'definitions' || key === '$schema')
  return { ...Object.fromEntries(shared), ...inner }
}
