import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { AgentFacts } from '#contract/thread.ts'
import type { Link } from '../browser/thread-state.ts'

const words = screenTexts.chat

/** A connection that is back sooner was never missed. */
const UNNOTICED_MS = 1_000

/** When the next try to connect is made; null while there is a connection, or one that is missed by nobody yet. */
export function lostUntilOf(link: Link, now: Date): Date | null {
  if (link.state !== 'lost' || now.getTime() - link.since < UNNOTICED_MS) return null
  return new Date(link.retryAt)
}

/** The line under a chat's title; `about` is null until the agent is known. */
export function connectionText(lostUntil: Date | null, now: Date, about: AgentFacts | null): string {
  if (lostUntil === null) return about?.person ? words.automatedWithPerson : words.automated
  const seconds = Math.ceil((lostUntil.getTime() - now.getTime()) / 1_000)
  return seconds > 1 ? words.backIn(seconds) : words.notConnected
}
