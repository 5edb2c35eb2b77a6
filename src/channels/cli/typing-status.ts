import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { Presence } from '#contract/presence.ts'
import { TYPING_MS } from '../client/streamed.ts'

interface Screen {
  setStatus(text: string | null): void
}

const timers = new WeakMap<Screen, NodeJS.Timeout>()

/** Says as the status that a person at the other end types, for as long as they do. */
export function tellTyping(screen: Screen, { from, name, isTyping }: Presence): void {
  if (from === 'user') return
  clearTimeout(timers.get(screen))
  screen.setStatus(isTyping ? texts.chat.typing(visibleText(name)) : null)
  if (isTyping) timers.set(screen, setTimeout(() => screen.setStatus(null), TYPING_MS).unref())
}
