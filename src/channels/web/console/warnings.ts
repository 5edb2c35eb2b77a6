import { oversees } from '#core/oversees.ts'
import { consoleTexts } from '../../console-texts.ts'
import { h, type Description } from '../browser/element.ts'
import { checked } from '#contract/shape.ts'
import { readiness } from '#contract/wire.ts'
import type { Me } from '#contract/server-endpoints.ts'

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
  if (!oversees(me)) return NO_WARNINGS
  try {
    const response = await fetch('/readyz', { signal, cache: 'no-store' })
    const found = checked(readiness, await response.json())?.dependencies ?? {}
    const agents = Object.entries(found).flatMap(([name, { warnings = [] }]) =>
      name.startsWith('agents/') ? warnings.map((warning) => `${name.slice('agents/'.length)}/${warning}`) : [],
    )
    return { walls: found['sandbox']?.warnings ?? [], storage: found['database']?.warnings ?? [], agents }
  } catch {
    return NO_WARNINGS // a server that doesn't answer is told of elsewhere
  }
}

/** The walls that are missing, and the volume that fills up, for the side of the console. */
export function warningNotes({ walls, storage, agents }: Warnings): readonly (Description | false)[] {
  return [
    note('walls', consoleTexts.missingWalls(walls.length), walls),
    note('storage', consoleTexts.storageLow, storage),
    note('agents', consoleTexts.agentWarnings(agents.length), agents),
  ]
}

function note(key: string, summary: string, warnings: readonly string[]): Description | false {
  if (warnings.length === 0) return false
  return h(
    'details',
    { class: 'walls', key },
    h('summary', null, summary),
    h(
      'ul',
      null,
      warnings.map((warning) => h('li', { key: warning }, warning)),
    ),
  )
}
