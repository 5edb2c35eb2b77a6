import type { JsonObject } from '#core/json.ts'
import { usableSchema, type SchemaFault } from './usable-schema.ts'

/** Which schema of a tool can't be used, and why: then the tool isn't called. */
export interface ToolSchemaFault extends SchemaFault {
  readonly of: 'arguments' | 'result'
}

interface ToolSchemas {
  readonly inputSchema: JsonObject
  readonly outputSchema: JsonObject | null
}

/** What can't be used of a tool's definition; null where all can. The same for a check, a start and the planner. */
export function schemaFaultOf({ inputSchema, outputSchema }: ToolSchemas): ToolSchemaFault | null {
  const input = usableSchema(inputSchema)
  if (!input.ok) return { of: 'arguments', ...input.fault }
  const output = outputSchema && usableSchema(outputSchema)
  return output && !output.ok ? { of: 'result', ...output.fault } : null
}

/** That in one line: "it …". */
export function schemaFaultText({ of, pointer, reason }: ToolSchemaFault): string {
  return `has a schema of its ${of} that can’t be used: ${pointer === '' ? 'it' : pointer} ${reason}`
}
