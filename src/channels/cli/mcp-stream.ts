/** A message of a stream of events, with the id by which the stream is gone on with. */
export interface StreamedMessage {
  readonly id: string | null
  readonly data: string
}

/** What comes on a stream of events: an empty `data` says only how far it is. */
export async function* streamedMessages(body: NonNullable<Response['body']>): AsyncIterable<StreamedMessage> {
  let rest = ''
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    const events = `${rest}${piece}`.split(/\r?\n\r?\n/)
    rest = events.pop() ?? ''
    yield* events.map(messageOf)
  }
}

function messageOf(event: string): StreamedMessage {
  const fields = event.split(/\r?\n/)
  const valuesOf = (name: string) =>
    fields.flatMap((field) => (field.startsWith(`${name}:`) ? [field.slice(name.length + 1).trim()] : []))
  return { id: valuesOf('id').at(-1) ?? null, data: valuesOf('data').join('') }
}
