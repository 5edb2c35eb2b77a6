import { outsidePrincipalId } from './outside-principal.ts'
import type { PrincipalId } from './principal.ts'

/** What begins something without a person: a webhook or a schedule of an agent's folder. */
export interface StarterId {
  readonly agent: string
  readonly kind: 'hook' | 'schedule'
  readonly name: string
}

/** The principal that it acts as, which no key, no identity provider and no outside service can have. */
export function starterPrincipalId({ agent, kind, name }: StarterId): PrincipalId {
  return outsidePrincipalId(`${kind}.${agent}`, name)
}

/** The channel of its threads, which rules see as `context.channel`: `hook/support.returns`. */
export function starterChannel({ agent, kind, name }: StarterId): string {
  return `${kind}/${agent}.${name}`
}

/** Which one a principal is; null for everybody else. */
export function starterOfPrincipal(principalId: string): StarterId | null {
  const [, kind, agent = '', name = ''] =
    /^outside\.(hook|schedule)\.([a-z0-9-]+)\|([a-z0-9-]+)$/.exec(principalId) ?? []
  return kind === 'hook' || kind === 'schedule' ? { agent, kind, name } : null
}
