/**
 * Reads a `text/event-stream` (HTML Standard, §9.2.6) piece by piece, as it arrives, and tells each whole event: its data, and
 * its id where it has one of its own. Names of events and times to reconnect aren't ours to follow. It is what every page with
 * the chat loads, so it is no larger than that.
 */
export function eventReader(onEvent: (data: string, id: string | null) => void): (piece: string) => void {
  let rest = ''
  let data: string[] = []
  let id: string | null = null
  return (piece) => {
    // A carriage return at the very end may be half of a line's end.
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [, name, value = ''] = /^(\w+)(?:: ?(.*))?$/s.exec(line) ?? []
      if (name === 'data') data.push(value)
      if (name === 'id') id = value
      if (line !== '') continue
      if (data.length > 0) onEvent(data.join('\n'), id)
      data = []
      id = null
    }
  }
}
