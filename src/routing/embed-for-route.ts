import type { Embed } from '#dialogue/recognise.ts'
import { embedWhileWaiting } from '#models/embed-while-waiting.ts'
import { withFallback } from '#turn/with-fallback.ts'
import type { Services } from '#turn/services.ts'

/** Embeds what a message is compared by while somebody waits; null where the model is down, and words decide. */
export function embedForRoute(services: Services, signal: AbortSignal): Embed {
  return (texts) =>
    withFallback(services, { event: 'embedding-unavailable', during: 'route', signal }, () =>
      embedWhileWaiting(services.embedder, texts, { signal }),
    )
}
