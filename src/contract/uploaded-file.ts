import type { DocumentFile } from '#documents/contract.ts'

/** A file in a form. */
export class UploadedFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: HandedInFile['bytes']
  readonly hash: string

  constructor({ name, mediaType, bytes, hash }: Pick<UploadedFile, 'name' | 'mediaType' | 'bytes' | 'hash'>) {
    this.name = name
    this.mediaType = mediaType
    this.bytes = bytes
    this.hash = hash
  }
}

export interface HandedInFile extends Required<Omit<DocumentFile, 'sharesWith'>> {
  /** SHA-256 of its bytes, in hex. */
  readonly hash: string
}
