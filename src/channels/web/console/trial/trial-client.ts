import type { PolicyDiffView } from '#contract/policy-diff.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from '../../../client.ts'

/** The agents that have rules on trial. */
export async function listShadows({ ask }: Client, signal: AbortSignal): Promise<readonly string[]> {
  return (await ask(wire.listShadows, {}, { signal })).agents
}

/** What an agent's rules on trial said. */
export async function readShadow({ ask }: Client, agent: string, signal: AbortSignal): Promise<PolicyDiffView> {
  return await ask(wire.readShadow, { agent }, { signal })
}
