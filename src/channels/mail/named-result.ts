/**
 * What the operator's receiving server found out of a mail's sender by DMARC, of its Authentication-Results fields (RFC
 * 8601): the domain for which it passed; null where it didn't, or the server doesn't say so exactly once. Other servers'
 * fields count for nothing, whatever they say. The server has to take away those under its own name that come in (§5).
 */
export function namedResult(fields: readonly string[], receivedBy: string): string | null {
  const theirs = fields.flatMap((field) => {
    const [head = '', ...results] = plain(field).split(';')
    const [server = '', version = '1'] = head.trim().split(/\s+/)
    if (server.toLowerCase() !== receivedBy.toLowerCase() || version !== '1') return []
    return results.map((result) => result.trim()).filter((result) => /^dmarc\s*=/i.test(result))
  })
  const [result] = theirs
  if (result === undefined || theirs.length > 1) return null
  const passed = /^dmarc\s*=\s*pass(?:\s|$)/i.test(result)
  const domain = /\sheader\.from\s*=\s*@?([\w.-]+)(?:\s|$)/i.exec(result)?.[1]
  return passed && domain !== undefined ? domain.toLowerCase() : null
}

// Without comments, which may hold anything, and with quoted strings emptied of what parts fields.
function plain(field: string): string {
  let depth = 0
  let isQuoted = false
  let isEscaped = false
  let text = ''
  for (const character of field) {
    const isPlain = depth === 0 && !isQuoted
    if (isEscaped) isEscaped = false
    else if (character === '\\' && !isPlain) isEscaped = true
    else if (character === '"' && depth === 0) isQuoted = !isQuoted
    else if (character === '(' && !isQuoted) depth += 1
    else if (character === ')' && !isQuoted && depth > 0) depth -= 1
    else if (isPlain) text += character
    else if (isQuoted && depth === 0 && /[\w.@-]/.test(character)) text += character
  }
  return depth > 0 || isQuoted ? '' : text
}
