import { oversees } from '#oversees.ts'
import { consoleTexts } from '../../console-texts.ts'
import { h, type Description } from '../browser/element.ts'
import { list, object, optional, shaped, text } from '../browser/shape.ts'
import type { Me } from '../browser/shapes.ts'

const Readiness = object({ dependencies: object({ sandbox: object({ warnings: optional(list(text)) }) }) })

/** What stands around plans' processes less than it could, in sentences; empty for whom it is no business. */
export async function missingWalls(me: Me, signal: AbortSignal): Promise<readonly string[]> {
  if (!oversees(me)) return []
  try {
    const response = await fetch('/readyz', { signal, cache: 'no-store' })
    return shaped(Readiness, await response.json())?.dependencies.sandbox.warnings ?? []
  } catch {
    return [] // a server that doesn't answer is told of elsewhere
  }
}

/** The walls that are missing, for the side of the console. */
export function missingWallsNote(warnings: readonly string[]): Description | false {
  if (warnings.length === 0) return false
  return h(
    'details',
    { class: 'walls', key: 'walls' },
    h('summary', null, consoleTexts.missingWalls(warnings.length)),
    h(
      'ul',
      null,
      warnings.map((warning) => h('li', { key: warning }, warning)),
    ),
  )
}
