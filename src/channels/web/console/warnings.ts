import { isForRole } from '#auth/authorize.ts'
import { checked } from '#contract/shape.ts'
import { readiness } from '#contract/wire.ts'
import type { Me } from '#contract/server-endpoints.ts'
import { pageServer } from '../browser/page-server.ts'

/** What whoever oversees should know of the machine, in sentences. */
export interface Warnings {
  /** What stands around plans' processes less than it could. */
  readonly walls: readonly string[]
  /** A volume that fills up. */
  readonly storage: readonly string[]
  /** What agents' files say and that does nothing. */
  readonly agents: readonly string[]
}

export const NO_WARNINGS: Warnings = { walls: [], storage: [], agents: [] }

/** What `/readyz` warns of; nothing for whom it is no business. */
export async function readWarnings(me: Me, signal: AbortSignal): Promise<Warnings> {
  if (!isForRole(me, 'tool.list')) return NO_WARNINGS
  try {
    const response = await fetch(`${pageServer()}/readyz`, { signal, cache: 'no-store' })
    const found = checked(readiness, await response.json())?.dependencies ?? {}
    const agents = Object.entries(found).flatMap(([name, { warnings = [] }]) =>
      name.startsWith('agents/') ? warnings.map((warning) => `${name.slice('agents/'.length)}/${warning}`) : [],
    )
    return { walls: found['sandbox']?.warnings ?? [], storage: found['database']?.warnings ?? [], agents }
  } catch {
    return NO_WARNINGS // a server that doesn't answer is told of elsewhere
  }
}
