import type { ToMendView } from '#contract/feedback.ts'
import * as wire from '#contract/wire.ts'
import type { Client } from '../../../client.ts'

export async function readToMend({ ask }: Client, signal: AbortSignal): Promise<ToMendView> {
  return await ask(wire.readToMend, {}, { signal })
}
