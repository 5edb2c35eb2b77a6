/**
 * Reads a JSON object while it is written and gives each element of one of its lists as soon as its last byte is there.
 * Each byte is looked at once, and nothing is checked but brackets and quotation marks: what comes of it is read again,
 * whole, when all is there. Returns what is to be fed.
 */
export function listItems(list: string, onItem: (item: unknown) => void): (piece: string) => void {
  let text = ''
  let at = 0
  let depth = 0
  /** Where the string that is being written begins; -1 outside of one. */
  let stringAt = -1
  let lastString = ''
  /** Where the element that is being written begins; -1 between two. */
  let itemAt = -1
  let isInList = false

  function bracket(character: string): void {
    if (character === '{' || character === '[') {
      depth += 1
      if (depth === 2 && character === '[' && lastString === list) isInList = true
      if (depth === 3 && isInList) itemAt = at
      return
    }
    depth -= 1
    if (depth === 1) isInList = false
    if (depth !== 2 || itemAt < 0) return
    const item = parsed(text.slice(itemAt, at + 1))
    itemAt = -1
    if (item !== undefined) onItem(item)
  }

  function quotationMark(): void {
    if (stringAt >= 0 && depth === 1) lastString = text.slice(stringAt, at)
    stringAt = stringAt >= 0 ? -1 : at + 1
  }

  return (piece) => {
    text += piece
    while (at < text.length) {
      const character = text.charAt(at)
      const isEscape = stringAt >= 0 && character === '\\'
      // What is escaped may be in the next piece.
      if (isEscape && at + 1 >= text.length) return
      if (character === '"') quotationMark()
      else if (stringAt < 0 && '{[]}'.includes(character)) bracket(character)
      at += isEscape ? 2 : 1
    }
  }
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
