import type { Readable } from 'node:stream'

/**
 * Hands each line of a stream to `onLine`. A line longer than `longest` goes to `onTooLong` instead, once, as soon as
 * that much has come, and nothing after it is read.
 */
export function readLines(
  stream: Readable,
  { longest, onLine, onTooLong }: { longest: number; onLine: (line: string) => void; onTooLong: () => void },
): void {
  let parts: string[] = []
  let held = 0
  const onText = (text: string) => {
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      parts.push(text.slice(from, end))
      const line = parts.join('')
      parts = []
      held = 0
      from = end + 1
      if (line.length > longest) return stop()
      onLine(line)
    }
    parts.push(text.slice(from))
    held += text.length - from
    if (held > longest) stop()
  }
  const stop = () => {
    stream.off('data', onText)
    parts = []
    onTooLong()
  }
  stream.setEncoding('utf8')
  stream.on('data', onText)
}
