import type { SignIn } from '#memory/people/sign-ins.ts'
import type { Principal } from '#core/principal.ts'

/** The one that was kept longest ago is forgotten first, and kept once more when it comes again. */
const MOST = 10_000

/** A cache of the sign-ins that this process has stored, since a token comes with each request. */
export class SignInCache {
  /** When the last one ends, by tenant and principal, in ms since 1970. */
  readonly #until = new Map<string, number>()

  /** Whether it ends later than what was kept of this principal. */
  isNewer(principal: Principal, { expiresAt }: SignIn): boolean {
    return expiresAt.getTime() > (this.#until.get(keyOf(principal)) ?? 0)
  }

  note(principal: Principal, signIn: SignIn): void {
    if (!this.isNewer(principal, signIn)) return
    const key = keyOf(principal)
    this.#until.delete(key)
    this.#until.set(key, signIn.expiresAt.getTime())
    const [oldest] = this.#until.keys()
    if (this.#until.size > MOST && oldest !== undefined) this.#until.delete(oldest)
  }
}

function keyOf({ tenantId, id }: Principal): string {
  return JSON.stringify([tenantId, id])
}
