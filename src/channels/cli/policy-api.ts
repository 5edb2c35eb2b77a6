import type { PolicyDiffView } from '#contract/policy-diff.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from '../client.ts'

/** Judges stored plans again by candidate rules. */
export async function diffPolicy(
  { ask }: Client,
  candidate: { readonly agent?: string; readonly file: string; readonly text: string; readonly last?: number },
  signal: AbortSignal,
): Promise<PolicyDiffView> {
  return await ask(wire.diffPolicy, { body: candidate }, { signal, replyMs: DIFF_MS })
}

/** What an agent's rules on trial said. */
export async function readShadow(
  { ask }: Client,
  agent: string | undefined,
  signal: AbortSignal,
): Promise<PolicyDiffView> {
  return await ask(wire.readShadow, { agent }, { signal, replyMs: DIFF_MS })
}

/** Ten thousand plans are judged in some seconds; a machine may be busy. */
const DIFF_MS = 300_000
