import type { ToolDeclaration } from '#agents/contract.ts'
import { canonicalJson, sha256 } from '#core/commitment.ts'
import { JsonObject, type Json } from '#core/json.ts'
import type { ToolDefinition } from '#mcp/contract.ts'
import type { ToolPin } from '#memory/agents/tool-pins.ts'
import type { AgentRuntime } from '#turn/agent-runtime.ts'

/** The sample of what a tool returns that was accepted with its definition; undefined where none was. */
export function acceptedSample({ definition }: Pick<ToolPin, 'definition'>): Json | undefined {
  return definition['sample']
}

/** A definition as it is kept once it is accepted, with a sample where one is accepted with it. */
export function keptDefinition(definition: ToolDefinition, sample: Json | undefined): JsonObject {
  return JsonObject.parse({ ...definition, ...(sample !== undefined && { sample }) })
}

/** What a sample is accepted by. */
export function sampleHash(sample: Json): string {
  return sha256(canonicalJson(sample))
}

/** Whether a declared sample is the one that was accepted. */
export function isSampleAccepted({ sample }: Pick<ToolDeclaration, 'sample'>, pin: Pick<ToolPin, 'definition'>) {
  const accepted = acceptedSample(pin)
  return sample !== undefined && accepted !== undefined && sampleHash(sample) === sampleHash(accepted)
}

/** The reads whose sample may be shown: accepted as it stands in the folder, with the definition that counts. */
export function sampledTools(
  pins: readonly ToolPin[],
  { declarations, definitions }: Pick<AgentRuntime, 'declarations' | 'definitions'>,
): ReadonlySet<string> {
  const sampled = pins.filter((pin) => {
    const declaration = declarations.get(pin.tool)
    const isCurrent = definitions.get(pin.tool)?.hash === pin.definitionHash
    return declaration !== undefined && isCurrent && isSampleAccepted(declaration, pin)
  })
  return new Set(sampled.map(({ tool }) => tool))
}
