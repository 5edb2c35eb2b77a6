import type { AppError } from '#core/errors.ts'
import type { Principal } from '#core/principal.ts'
import type { Grant } from './grants.ts'
import type { Kind, Resources } from './resources.ts'

/** One action: whom it is granted to, and what everybody else is told. One grant is enough, and with none it is refused. */
export interface ActionRule<K extends Kind> {
  /** What it is done to. */
  readonly on: K
  readonly grants: readonly Grant<K>[]
  readonly otherwise: (principal: Principal, resource: Resources[K]) => AppError
}
