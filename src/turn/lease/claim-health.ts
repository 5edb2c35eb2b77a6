/** Sweeps without one look for work that got through after which a worker takes no part any more. */
const SWEEPS = 5

/** Whether a worker gets through to the queue. Told by the worker, asked by `/readyz`. */
export interface ClaimHealth {
  /** It has looked for work, or had no hand free to. */
  looked(): void
  /** A sweep began. True once in a while for as long as none has got through: its connections are to be made anew. */
  swept(): boolean
  state(): { readonly ok: boolean; readonly detail: string }
}

/** One that has just looked. */
export function claimHealth(now: () => number = () => performance.now()): ClaimHealth {
  let lookedAtMs = now()
  let sweeps = 0
  return {
    looked() {
      lookedAtMs = now()
      sweeps = 0
    },
    swept() {
      sweeps += 1
      return sweeps > 0 && sweeps % SWEEPS === 0
    },
    state() {
      if (sweeps < SWEEPS) return { ok: true, detail: 'It takes runs.' }
      const seconds = Math.round((now() - lookedAtMs) / 1_000)
      return { ok: false, detail: `It hasn’t got through to the queue for ${seconds} s.` }
    },
  }
}
