import { baseLanguage } from '#dialogue/language-of.ts'
import type { Embed } from '#dialogue/matching/recognise.ts'
import { embedWithDeadline } from '#models/embed-with-deadline.ts'
import { withFallback } from '#turn/with-fallback.ts'
import type { Services } from '#turn/services.ts'

/**
 * Embeds what a message in a language is compared by while somebody waits. Null, and words decide, where the model is down, or
 * doesn't know the language: its vectors of such a message are like any.
 */
export function embedForRoute(services: Services, language: string, signal: AbortSignal): Embed {
  const { languages } = services.embedder
  if (languages !== null && !languages.includes(baseLanguage(language))) return () => Promise.resolve(null)
  return (texts) =>
    withFallback(services, { event: 'embedding-unavailable', during: 'route', signal }, () =>
      embedWithDeadline(services.embedder, texts, { signal }),
    )
}
