import { z } from 'zod'
import { JsonObject } from '#core/json.ts'
import type { ToolDefinition } from '#mcp/contract.ts'
import type { Tx } from '#memory/database/database.ts'
import { readPins, type ToolPin } from '#memory/agents/tool-pins.ts'

const PinnedDefinition: z.ZodType<ToolDefinition> = z.object({
  tool: z.string(),
  description: z.string(),
  inputSchema: JsonObject,
  outputSchema: JsonObject.nullable(),
  hash: z.string(),
})

/** A tool's definition as a pin has it. */
export function acceptedDefinition({ definition }: Pick<ToolPin, 'definition'>): ToolDefinition {
  return PinnedDefinition.parse(definition)
}

/** The tools of the tenant as the operator accepted them, by name. */
export async function readAcceptedDefinitions(tx: Tx): Promise<Map<string, ToolDefinition>> {
  return new Map((await readPins(tx)).map((pin) => [pin.tool, acceptedDefinition(pin)]))
}
