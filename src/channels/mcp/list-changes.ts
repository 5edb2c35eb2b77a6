import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Operations } from '#contract/operations.ts'
import type { Principal } from '#core/principal.ts'
import { VERSION } from '#core/version.ts'

/** What of a client's lists isn't as it was, and the state that it has seen once it has read them anew. */
export interface ListChange {
  readonly state: string
  readonly methods: readonly string[]
}

/** Whose lists, and what of. */
interface Listed {
  readonly principal: Principal
  readonly services: { readonly operations: Pick<Operations, 'listProcedures'> }
}

/** How long a change may stay unsaid. */
const LOOK_MS = 1_000

/**
 * The state of somebody's lists of tools and prompts at first, then each change of it, until the signal aborts. `known`
 * is what their client saw last, perhaps from another server or before a restart: where that was something else, it is
 * told at once. So nothing needs to be kept between a client's connections.
 */
export async function* listChanges(
  call: Listed,
  known: string | null,
  signal: AbortSignal,
): AsyncGenerator<ListChange, void, void> {
  let last = stateOf(call)
  yield { state: last, methods: known === null || known === last ? [] : changed(call) }
  while (!signal.aborted) {
    await setTimeout(LOOK_MS, undefined, { signal }).catch(() => {})
    const state = stateOf(call)
    if (state === last) continue
    last = state
    yield { state, methods: changed(call) }
  }
}

// Which tools there are hangs on the scopes, the procedures that are exposed and what this version has.
function stateOf({ principal, services }: Listed): string {
  const procedures = principal.scopes.includes('chat') ? services.operations.listProcedures() : []
  const seen = JSON.stringify([VERSION, principal.authenticatedBy, principal.scopes.toSorted(), procedures])
  return createHash('sha256').update(seen).digest('base64url')
}

function changed({ principal }: Listed): readonly string[] {
  const tools = 'notifications/tools/list_changed'
  return principal.scopes.includes('chat') ? [tools, 'notifications/prompts/list_changed'] : [tools]
}
