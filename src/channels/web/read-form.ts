import { AppError } from '#errors.ts'

/** A file in a form. */
export class UploadedFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array

  constructor({ name, mediaType, bytes }: Pick<UploadedFile, 'name' | 'mediaType' | 'bytes'>) {
    this.name = name
    this.mediaType = mediaType
    this.bytes = bytes
  }
}

/** The fields of a form by name; one that stands there twice is a list. */
export type UploadedForm = Readonly<Record<string, string | UploadedFile | readonly string[]>>

/** More is no form of ours. */
const MAX_FIELDS = 50

export function isForm(request: Request): boolean {
  return /^multipart\/form-data *;/i.test(request.headers.get('content-type') ?? '')
}

/**
 * The fields and the file of a form. What is longer than `limitBytes` is left off as soon as it is, whatever it said of
 * its length. Throws `body-too-large` or `invalid-form`.
 */
export async function readForm(request: Request, limitBytes: number): Promise<UploadedForm> {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes)
  const type = request.headers.get('content-type') ?? ''
  const body = request.body?.pipeThrough(atMost(limitBytes)) ?? null
  try {
    return await fieldsOf(await new Response(body, { headers: { 'content-type': type } }).formData())
  } catch (error) {
    const known = knownError(error)
    if (known) throw known
    throw new AppError("The form isn't whole, or isn't one.", { code: 'invalid-form', status: 400, cause: error })
  }
}

function atMost(limitBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      if (bytes > limitBytes) controller.error(tooLarge(limitBytes))
      else controller.enqueue(chunk)
    },
  })
}

async function fieldsOf(form: FormData): Promise<UploadedForm> {
  const entries = [...form.entries()]
  if (entries.length > MAX_FIELDS) throw invalid(`it has more than ${MAX_FIELDS} fields`)
  const fields: Record<string, string | UploadedFile | readonly string[]> = {}
  for (const [name, values] of Map.groupBy(entries, ([key]) => key)) {
    if (name === '__proto__') throw invalid("a field can't be called so")
    const read = await Promise.all(values.map(([, value]) => valueOf(value)))
    const [first] = read
    if (read.length === 1 && first !== undefined) fields[name] = first
    else if (read.every((value) => typeof value === 'string')) fields[name] = read
    else throw invalid(`it has two files called ${JSON.stringify(name)}`)
  }
  return fields
}

async function valueOf(value: string | File): Promise<string | UploadedFile> {
  if (typeof value === 'string') return value
  return new UploadedFile({ name: value.name, mediaType: value.type, bytes: await value.bytes() })
}

function knownError(error: unknown): AppError | null {
  if (error instanceof AppError) return error
  return error instanceof Error && error.cause !== undefined ? knownError(error.cause) : null
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
