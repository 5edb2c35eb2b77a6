import { AppError } from '#core/errors.ts'
import { isJsonObject, type Json } from '#core/json.ts'
import { parseStrictJson } from '#core/strict-json.ts'

/**
 * The JSON of a request's body. Throws `body-too-large`, `unsupported-media-type` or `invalid-json`: what follows may
 * count on text that the database can hold, keys that are only keys, and a depth that can be walked.
 */
export async function readBody(request: Request, limitBytes: number): Promise<Json> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new AppError('The body must be JSON, sent with Content-Type: application/json.', {
      code: 'unsupported-media-type',
      status: 415,
    })
  }
  return parseBody(await readBytes(request, limitBytes))
}

/** The JSON that a body holds. Throws `invalid-json`. */
export function parseBody(bytes: Uint8Array): Json {
  const parsed = parseStrictJson(textOf(bytes))
  if (!parsed.ok) throw invalidJson(`${FAULTS[parsed.code]}${parsed.pointer === '' ? '' : ` (at ${parsed.pointer})`}`)
  if (!isPlain(parsed.value)) throw invalidJson("it holds the key __proto__, which can't be stored")
  return parsed.value
}

const FAULTS = {
  'not-json': "it isn't JSON",
  'number-inexact': 'a number in it has more digits than a double holds',
  'key-duplicate': 'a key stands in it twice',
  'text-lone-surrogate': 'a text in it has half of a surrogate pair',
  'text-nul': 'a text in it has a NUL character',
  'too-deep': 'it is nested too deep',
} as const

/** A request's body as it came. Throws `body-too-large`, and `invalid-json` where it ends too early. */
export async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > limitBytes) throw tooLarge(limitBytes)
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    const arriving: AsyncIterable<Uint8Array> | readonly Uint8Array[] = request.body ?? []
    for await (const chunk of arriving) {
      bytes += chunk.byteLength
      if (bytes > limitBytes) throw tooLarge(limitBytes)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw invalidJson(UNREADABLE)
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalidJson(UNREADABLE)
  }
}

const UNREADABLE = "it isn't whole or isn't UTF-8"

function isPlain(value: Json): boolean {
  if (Array.isArray(value)) return value.every(isPlain)
  if (!isJsonObject(value)) return true
  return Object.entries(value).every(([key, item]) => key !== '__proto__' && isPlain(item))
}

function tooLarge(limitBytes: number): AppError {
  return new AppError(`The body is larger than ${limitBytes} bytes.`, {
    code: 'body-too-large',
    status: 413,
    details: { limitBytes },
  })
}

function invalidJson(why: string): AppError {
  return new AppError(`The body can't be used: ${why}.`, { code: 'invalid-json', status: 400 })
}
