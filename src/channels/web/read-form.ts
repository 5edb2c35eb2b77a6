import type { Readable } from 'node:stream'
import { readParts } from './form-parts.ts'
import { Spool } from './spool.ts'
import { UploadedFile } from '#contract/uploaded-file.ts'
import { AppError } from '#core/errors.ts'

/** The fields of a form by name; one that stands there twice is a list. */
export type UploadedForm = Readonly<Record<string, string | UploadedFile | readonly string[]>>

export interface FormOptions {
  /** The longest form that is taken. */
  readonly limitBytes: number
  /** Where a large file is kept while it is read. */
  readonly dataDir: string
  /** The form's files are there until this is disposed. */
  readonly files: AsyncDisposableStack
}

/** More is no form of ours. */
const MAX_FIELDS = 50
/** All fields together, in bytes: a text of a million characters and what is said of it. */
const TEXT_BYTES = 4_194_304

export function isForm(request: Request): boolean {
  return /^multipart\/form-data *;/i.test(request.headers.get('content-type') ?? '')
}

/**
 * The fields and the file of a form. What is longer than `limitBytes` is left off as soon as it is, whatever it said of
 * its length. Throws `body-too-large`, `invalid-form` or `upload-not-kept`.
 */
export async function readForm(request: Request, options: FormOptions): Promise<UploadedForm> {
  const { limitBytes } = options
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes)
  const fields = new Fields(options)
  const { body } = request
  try {
    await readParts(atMost(limitBytes, body), request.headers.get('content-type') ?? '', async (part) => {
      if (part.fileName === null) await fields.addText(part.name, part.content)
      else await fields.addFile({ ...part, fileName: part.fileName })
    })
    return fields.all()
  } catch (error) {
    await readOut(body, limitBytes)
    if (error instanceof AppError) throw error
    throw new AppError("The form isn't whole, or isn't one.", { code: 'invalid-form', status: 400, cause: error })
  }
}

/** The chunks of a body, which is left as it is where somebody stops reading, and cancelled where it is too long. */
async function* atMost(limitBytes: number, body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of body?.values({ preventCancel: true }) ?? []) {
    bytes += chunk.byteLength
    if (bytes > limitBytes) break
    yield chunk
  }
  if (bytes <= limitBytes) return
  await body?.cancel()
  throw tooLarge(limitBytes)
}

// An answer to somebody who is still sending may get lost: what is left unread costs them the connection.
async function readOut(body: ReadableStream<Uint8Array> | null, limitBytes: number): Promise<void> {
  const rest = atMost(limitBytes, body)
  try {
    while (!(await rest.next()).done);
  } catch {
    // They have gone, or send without an end.
  }
}

class Fields {
  readonly #options: FormOptions
  readonly #values = new Map<string, (string | UploadedFile)[]>()
  #count = 0
  #textBytes = 0

  constructor(options: FormOptions) {
    this.#options = options
  }

  async addText(name: string, content: Readable): Promise<void> {
    const values = this.#valuesOf(name)
    const chunks: Buffer[] = []
    for await (const chunk of content as AsyncIterable<Buffer>) {
      this.#textBytes += chunk.length
      if (this.#textBytes > TEXT_BYTES) throw tooLarge(TEXT_BYTES)
      chunks.push(chunk)
    }
    values.push(Buffer.concat(chunks).toString('utf8'))
  }

  async addFile({
    name,
    fileName,
    mediaType,
    content,
  }: {
    readonly name: string
    readonly fileName: string
    readonly mediaType: string
    readonly content: Readable
  }): Promise<void> {
    const values = this.#valuesOf(name)
    const spool = this.#options.files.use(new Spool(this.#options.dataDir))
    for await (const chunk of content as AsyncIterable<Buffer>) await spool.write(chunk)
    values.push(new UploadedFile({ name: fileName, mediaType, ...spool.end() }))
  }

  all(): UploadedForm {
    const fields: Record<string, string | UploadedFile | readonly string[]> = {}
    for (const [name, values] of this.#values) {
      const [first] = values
      if (values.length === 1 && first !== undefined) fields[name] = first
      else if (values.every((value) => typeof value === 'string')) fields[name] = values
      else throw invalid(`it has two files called ${JSON.stringify(name)}`)
    }
    return fields
  }

  #valuesOf(name: string): (string | UploadedFile)[] {
    this.#count += 1
    if (this.#count > MAX_FIELDS) throw invalid(`it has more than ${MAX_FIELDS} fields`)
    if (name === '__proto__') throw invalid("a field can't be called so")
    const values = this.#values.get(name) ?? []
    this.#values.set(name, values)
    return values
  }
}

function invalid(why: string): AppError {
  return new AppError(`The form can't be used: ${why}.`, { code: 'invalid-form', status: 400 })
}

function tooLarge(limitBytes: number): AppError {
  return new AppError(`The form is larger than ${limitBytes} bytes.`, {
    code: 'body-too-large',
    status: 413,
    details: { limitBytes },
  })
}
