import type { Embed } from '#dialogue/recognise.ts'
import { embedWhileWaiting } from '#models/embed-while-waiting.ts'
import { ifAvailable } from '#turn/if-available.ts'
import type { Services } from '#turn/services.ts'

/** Embeds what a message is compared by while somebody waits; null where the model is down, and words decide. */
export function embedForRoute(services: Services, signal: AbortSignal): Embed {
  return (texts) =>
    ifAvailable(services, { event: 'embedding-unavailable', during: 'route', signal }, () =>
      embedWhileWaiting(services.embedder, texts, { signal }),
    )
}
