import { z } from 'zod'

/** What an activity of a stream says of it. */
export const StreamInfo = z.strictObject({
  streamType: z.enum(['informative', 'streaming', 'final']),
  streamSequence: z.int().min(1).optional(),
  streamId: z.string().optional(),
})

/** What a stream takes (https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux). */
export const Typing = z.strictObject({
  type: z.literal('typing'),
  text: z.string().min(1),
  entities: z.tuple([StreamInfo.extend({ type: z.literal('streaminfo') })]),
  channelData: StreamInfo,
})

interface Stream {
  readonly conversation: string
  readonly id: string
  sequence: number
  text: string
  at: number
  readonly looked: string[]
}

interface StreamAnswer {
  readonly status: number
  readonly body: object
}

/** Answers that Teams shows while they are written, held to its rules. */
export interface FakeStreams {
  /** Those that haven't ended. */
  readonly open: Stream[]
  write(conversation: string, sent: z.infer<typeof Typing>): StreamAnswer
  /** Ends one: 201 where it may. */
  end(conversation: string, id: string): StreamAnswer
  /** Why none is taken from now on; null where they are. */
  refuse(why: string | null): void
}

export function fakeStreams(newId: () => string, no: (status: number, why: string) => StreamAnswer): FakeStreams {
  const streams: Stream[] = []
  let refusing: string | null = null

  function write(conversation: string, { text: said, channelData: info }: z.infer<typeof Typing>): StreamAnswer {
    if (refusing !== null)
      return { status: 403, body: { error: { code: 'ContentStreamNotAllowed', message: refusing } } }
    if (!conversation.startsWith('a:')) return no(400, 'streams are for one-on-one chats')
    const now = performance.now()
    const open = streams.find((each) => each.conversation === conversation)
    if (info.streamId === undefined) {
      if (open) return no(403, 'one stream at a time')
      if (info.streamSequence !== 1) return no(403, 'ContentStreamSequenceOrderPreConditionFailed')
      const id = `a-${newId()}`
      const text = info.streamType === 'streaming' ? said : ''
      streams.push({ conversation, id, sequence: 1, text, at: now, looked: [said] })
      return { status: 201, body: { id } }
    }
    if (open?.id !== info.streamId) return no(403, 'Content stream is not allowed')
    if (info.streamSequence !== open.sequence + 1) return no(403, 'ContentStreamSequenceOrderPreConditionFailed')
    if (now - open.at < 1_000) return no(429, 'streams too often')
    const isText = info.streamType === 'streaming'
    if (isText ? !said.startsWith(open.text) : open.text !== '' || said.length > 1_000)
      return no(403, 'Content stream is not allowed: it must begin as it did')
    Object.assign(open, { sequence: info.streamSequence, text: isText ? said : '', at: now })
    open.looked.push(said)
    return { status: 202, body: {} }
  }

  function end(conversation: string, id: string): StreamAnswer {
    const at = streams.findIndex((each) => each.conversation === conversation && each.id === id)
    if (at < 0 || refusing !== null)
      return { status: 403, body: { error: { code: 'ContentStreamNotAllowed', message: refusing ?? 'finished' } } }
    streams.splice(at, 1)
    return { status: 201, body: { id } }
  }

  return { open: streams, write, end, refuse: (why) => void (refusing = why) }
}
