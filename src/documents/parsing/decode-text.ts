/**
 * The text that bytes are, in the encoding that they or their sender declare; else UTF-8, else that of old Windows
 * programs. Null for what isn't text.
 */
export function decodeText(bytes: Uint8Array, mediaType: string | null): string | null {
  const text = decoded(bytes, declared(bytes, mediaType))
  const sample = text.slice(0, 100_000)
  const controls = sample.match(/[\0-\x08\x0E-\x1A\x1C-\x1F\uFFFD]/gu)?.length ?? 0
  return controls > 4 + sample.length / 50 ? null : text
}

function declared(bytes: Uint8Array, mediaType: string | null): string | null {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1')
  const inHtml =
    /<meta[^>]+charset\s*=\s*["']?([\w-]+)/iu.exec(head) ?? /<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/iu.exec(head)
  const bySender = /charset\s*=\s*"?([\w-]+)/iu.exec(mediaType ?? '')
  return bySender?.[1] ?? inHtml?.[1] ?? (zeros(bytes) ? 'utf-16le' : null)
}

// Half of a text in UTF-16 is zeros where the letters are Latin.
function zeros(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 1_000)
  if (sample.length < 4) return false
  const odd = sample.filter((byte, index) => index % 2 === 1 && byte === 0).length
  const even = sample.filter((byte, index) => index % 2 === 0 && byte === 0).length
  return odd > sample.length * 0.4 && even === 0
}

function decoded(bytes: Uint8Array, encoding: string | null): string {
  if (encoding !== null) {
    try {
      return new TextDecoder(encoding).decode(bytes)
    } catch {
      // A name that nobody knows: as if none had been given.
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // A file that was cut in the middle of a letter is still UTF-8.
    const lenient = new TextDecoder('utf-8').decode(bytes)
    const wrong = lenient.match(/\uFFFD/gu)?.length ?? 0
    return wrong <= Math.max(1, lenient.length / 1_000) ? lenient : new TextDecoder('windows-1252').decode(bytes)
  }
}
