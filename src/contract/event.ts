import type { z } from 'zod'
import { ThreadEvent as StoredEvent } from '#memory/events/thread-event.ts'

export const ThreadEvent = StoredEvent.meta({
  id: 'Event',
  description: 'Something that happened in a thread. `seq` counts from 1 without gaps.',
})
export type ThreadEvent = Readonly<z.infer<typeof ThreadEvent>>
