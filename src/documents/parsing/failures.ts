import { AppError } from '#core/errors.ts'
import { FORMATS } from './formats.ts'
import type { ParseLimits } from './limits.ts'
import type { FailureReason } from './parse-failure.ts'

const KNOWN = new Intl.ListFormat('en-GB').format(Object.values(FORMATS).map(({ name }) => name))

interface Words {
  readonly code: string
  readonly status: number
  readonly message: (limits: ParseLimits) => string
}

const WORDS: Readonly<Record<FailureReason, Words>> = {
  'unknown-format': unknown(() => `What the file holds is none of ${KNOWN}. Convert it to one of them.`),
  'old-office-format': unknown(
    () => 'The file is in the format of Office before 2007. Save it as .docx, .pptx or .xlsx and hand that in.',
  ),
  picture: unknown(
    () => 'The file is a picture. Have its text recognised first (OCR), and hand in the PDF or text that comes of it.',
  ),
  archive: unknown(() => 'The file is an archive, not a document. Unpack it and hand in the files that it holds.'),
  empty: damaged('document-empty', () => 'The file is empty. Hand it in again if it should hold something.'),
  'no-text': damaged(
    'document-empty',
    () =>
      'The file has no text that a reader would see. If its pages are scanned, have their text recognised first (OCR).',
  ),
  broken: damaged(
    'document-broken',
    () => 'The file is damaged or cut off, so it was not read in part either. Open it, save it anew and hand that in.',
  ),
  password: damaged(
    'document-password',
    () => 'The file is protected by a password. Save it without one and hand that in.',
  ),
  'file-too-large': tooLarge(
    ({ fileBytes }) =>
      `The file has more than ${megabytes(fileBytes)} MB, which is the most. Split it, or leave its pictures out.`,
  ),
  'too-many-pages': tooLarge(({ pages }) => `The file has more than ${pages} pages. Hand it in by chapter.`),
  'too-much-text': tooLarge(
    ({ textCharacters }) =>
      `The file's text has more than ${textCharacters} characters. Hand it in by chapter or by sheet.`,
  ),
  'too-deep': damaged(
    'document-bomb',
    () =>
      'Parts of the file are nested deeper than any document needs. If it is genuine, save it as PDF and hand that in.',
  ),
  bomb: damaged(
    'document-bomb',
    ({ unpackedBytes, unpackedRatio }) =>
      `The file unpacks to far more than it should: over ${megabytes(unpackedBytes)} MB in all, or over ` +
      `${unpackedRatio} times its size. If it is genuine, split it or save it as PDF.`,
  ),
  memory: damaged(
    'document-memory',
    ({ memoryMb }) => `Reading the file took more than ${memoryMb} MB of memory. Split it, or leave its pictures out.`,
  ),
}

/** The error that tells whoever handed a file in what is wrong with it, and what to do. */
export function failureError(reason: FailureReason, limits: ParseLimits): AppError {
  const { code, status, message } = WORDS[reason]
  return new AppError(message(limits), { code, status })
}

export function tooSlowError({ timeMs }: ParseLimits): AppError {
  return new AppError(
    `Reading the file took longer than ${timeMs / 1000} s and was stopped. Split it, or save it anew from the program ` +
      'it was made with.',
    { code: 'document-too-slow', status: 422 },
  )
}

export function diedError(): AppError {
  return new AppError(
    'The process that read the file ended before it was done. Hand the file in again; if that happens each time, save ' +
      'it anew from the program it was made with. The log has the last words (`document-parser-died`).',
    { code: 'parser-died', status: 422 },
  )
}

export function startError(cause?: unknown): AppError {
  return new AppError(
    "A process for reading files didn't start. Run `node build.ts`; the log has its last words (`document-parser-died`).",
    { code: 'parser-start', status: 503, retryable: true, cause },
  )
}

function unknown(message: Words['message']): Words {
  return { code: 'document-format-unknown', status: 415, message }
}

function tooLarge(message: Words['message']): Words {
  return { code: 'document-too-large', status: 413, message }
}

function damaged(code: string, message: Words['message']): Words {
  return { code, status: 422, message }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2)
}
