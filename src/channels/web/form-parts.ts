import { Dicer } from '@fastify/busboy'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/** A part of a form while it arrives: its `content` has to be read before the next one comes. */
export interface FormPart {
  readonly name: string
  /** Null for what is no file. */
  readonly fileName: string | null
  readonly mediaType: string
  readonly content: Readable
}

/**
 * Takes a form apart (RFC 7578) while it arrives. Throws what `take` throws, what the body ends with where it breaks
 * off, and a plain error for what is no form; nothing that `take` began is under way then.
 */
export async function readParts(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  take: (part: FormPart) => Promise<void>,
): Promise<void> {
  const parser = new Dicer({ boundary: boundaryOf(contentType) })
  parser.on('error', () => {}) // told by what waits for its end, which may be over by then
  const open: Readable[] = []
  let heads = 0
  const failures: Error[] = []
  // Once it has all of the body the parser counts as destroyed, and an error that destroys it then is told to nobody.
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {}) // thrown below, by whoever waits for it
  // One after the other, or a short field would come before a long one of the same name.
  let taking = Promise.resolve()
  parser.on('part', (content) => {
    open.push(content)
    content.on('error', () => {}) // the parser says the same
    content.on('header', (header) => {
      heads += 1
      taking = taking
        .then(async () => (failures.length === 0 ? await take(partOf(header, content)) : undefined))
        .catch((error: unknown) => {
          const failure = error instanceof Error ? error : new Error(String(error))
          failures.push(failure)
          failed.reject(failure)
          parser.destroy(failure)
        })
    })
  })
  try {
    await feed(parser, body, failed.promise)
    await taking
    for (const failure of failures) throw failure
    if (heads < open.length) throw new Error('a part has no headers')
  } finally {
    for (const content of open) content.destroy()
    await taking
  }
}

// By hand: a parser that finds the form's end in a piece that it held back never says that it can take more.
async function feed(parser: Dicer, body: AsyncIterable<Uint8Array>, failed: Promise<never>): Promise<void> {
  const whole = once(parser, 'finish')
  let isWhole = false
  whole.then(
    () => (isWhole = true),
    () => {}, // told below
  )
  for await (const chunk of body) {
    if (!isWhole && !parser.write(chunk)) await Promise.race([once(parser, 'drain'), whole, failed])
  }
  if (!isWhole) parser.end()
  await Promise.race([whole, failed])
}

function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /; *boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw new Error('it names no boundary')
  return boundary
}

function partOf(header: object, content: Readable): FormPart {
  const lines = new Map<string, unknown>(Object.entries(header))
  const encoding = lineOf(lines.get('content-transfer-encoding')) ?? 'binary'
  if (!/^(?:7bit|8bit|binary)$/i.test(encoding)) throw new Error('a part is encoded')
  const disposition = DISPOSITION.exec(lineOf(lines.get('content-disposition')) ?? '')
  const attributes = new Map(
    [...(disposition?.[1] ?? '').matchAll(ATTRIBUTE)].map(([, name = '', quoted, plain]) => [
      name.toLowerCase(),
      unescaped(quoted ?? plain ?? ''),
    ]),
  )
  const name = attributes.get('name')
  if (name === undefined) throw new Error('a part has no name')
  const mediaType = (lineOf(lines.get('content-type')) ?? 'text/plain').trim().toLowerCase()
  return { name, fileName: attributes.get('filename') ?? null, mediaType, content }
}

const DISPOSITION = /^form-data((?: *; *[\w*-]+=(?:"[^"]*"|[^\s";]*))*) *;? *$/i
const ATTRIBUTE = /; *([\w*-]+)=(?:"([^"]*)"|([^\s";]*))/g

// Headers come as Latin-1, and are UTF-8.
function lineOf(values: unknown): string | null {
  const [line]: readonly unknown[] = Array.isArray(values) ? values : []
  return typeof line === 'string' ? Buffer.from(line, 'latin1').toString('utf8') : null
}

// What a form writes for characters that would end a name; nothing else is escaped in one.
function unescaped(name: string): string {
  return name.replaceAll(/%0a/gi, '\n').replaceAll(/%0d/gi, '\r').replaceAll('%22', '"')
}
