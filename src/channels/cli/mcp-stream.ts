import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream'

/** What comes on a stream of events, with the id by which it is gone on with: empty `data` says only how far it is. */
export function streamedMessages(body: NonNullable<Response['body']>): AsyncIterable<EventSourceMessage> {
  return body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
}
