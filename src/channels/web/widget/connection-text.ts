import { screenTexts } from '#cards/texts/screen-texts.ts'
import type { PersonHere } from '../browser/person-here.ts'
import type { Link } from '../browser/thread-state.ts'

const words = screenTexts.chat

/** A connection that is back sooner was never missed. */
const UNNOTICED_MS = 1_000

/** When the next try to connect is made; null while there is a connection, or one that is missed by nobody yet. */
export function lostUntilOf(link: Link, now: Date): Date | null {
  if (link.state !== 'lost' || now.getTime() - link.since < UNNOTICED_MS) return null
  return new Date(link.retryAt)
}

/** The line under a chat's title: that it is automated, or with whom the conversation is. */
export function connectionText(lostUntil: Date | null, now: Date, here: PersonHere | null): string {
  if (lostUntil === null) return here === null ? words.automated : personText(here)
  const seconds = Math.ceil((lostUntil.getTime() - now.getTime()) / 1_000)
  return seconds > 1 ? words.backIn(seconds) : words.notConnected
}

function personText({ role, isHeld, name }: PersonHere): string {
  if (name !== null) return words.withPerson(name, role)
  return isHeld ? words.handedOver(role) : words.keptFor(role)
}
