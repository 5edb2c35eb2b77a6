import type { PolicyDiffView } from '#contract/policy-diff.ts'
import * as wire from '#contract/wire.ts'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { shadowPolicyTexts as texts } from '#cards/texts/shadow-policy-texts.ts'
import { attempt } from '../attempt.ts'
import { useAbortSignal } from '../kit/use-abort-signal.ts'
import { pollWhileVisible } from '../poll-while-visible.ts'
import type { ScreenProps } from '../view.ts'

/** What is known of one agent's rules on trial. */
export interface ShadowPolicySeen {
  readonly agent: string
  /** Null while it is read for the first time. */
  readonly seen: PolicyDiffView | null
  readonly trouble: string | null
}

interface ShadowPoliciesSeen {
  /** Null while it is read which agents have any. */
  readonly trials: readonly ShadowPolicySeen[] | null
  readonly trouble: string | null
  /** A sentence for a screen reader. */
  readonly said: string
  look(): void
}

/** How often what could not be read is tried again, in ms. */
const TRIES_EVERY_MS = 15_000

/**
 * Which agents have rules on trial, then of one after another what they said. What was read isn't read again by itself:
 * thousands of plans may be compared for it.
 */
export function useShadowPolicies({ client, signedOut }: ScreenProps): ShadowPoliciesSeen {
  const signal = useAbortSignal()
  const [trials, setTrials] = useState<readonly ShadowPolicySeen[] | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const isLooking = useRef(false)
  const hasTrouble = useRef(false)
  hasTrouble.current = trouble !== null || (trials ?? []).some((trial) => trial.trouble !== null)
  const take = (agent: string, news: Partial<ShadowPolicySeen>): void =>
    setTrials((all) => (all ?? []).map((trial) => (trial.agent === agent ? { ...trial, ...news } : trial)))

  const lookAll = async (): Promise<void> => {
    const place = { signal, signedOut }
    let agents: readonly string[] = []
    let wrong: string | null = null
    const list = async () => {
      agents = (await client.ask(wire.listShadows, {}, { signal })).agents
      setTrials((before) => agents.map((agent) => ({ agent, seen: seenOf(before, agent), trouble: null })))
    }
    if (!(await attempt(place, list, (reason) => (wrong = reason)))) return
    setTrouble(wrong)
    for (const agent of agents) {
      const read = async () => {
        take(agent, { seen: await client.ask(wire.readShadow, { agent }, { signal }), trouble: null })
      }
      if (!(await attempt(place, read, (reason) => take(agent, { trouble: reason })))) return
    }
    setSaid(wrong ?? (agents.length === 0 ? texts.none : texts.read(agents.length)))
  }
  const look = (): void => {
    if (isLooking.current) return
    isLooking.current = true
    setSaid(texts.loading)
    void lookAll().finally(() => (isLooking.current = false))
  }
  useLayoutEffect(() => {
    pollWhileVisible(TRIES_EVERY_MS, signal, () => hasTrouble.current && look())
    look()
  }, [])
  return { trials, trouble, said, look }
}

// What was read before stays.
function seenOf(before: readonly ShadowPolicySeen[] | null, agent: string): PolicyDiffView | null {
  return before?.find((trial) => trial.agent === agent)?.seen ?? null
}
