import { clockText, type Clock } from '#cards/drawing/clock-text.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'

/** The past under an hour is relative, all else a clock time. */
export function ago(iso: string, clock: Clock): string {
  const minutes = Math.floor((clock.now.getTime() - Date.parse(iso)) / 60_000)
  if (minutes >= 60 || minutes < 0 || Number.isNaN(minutes)) return clockText(iso, clock)
  return minutes === 0 ? screenTexts.card.justNow : screenTexts.card.minutesAgo(minutes)
}
