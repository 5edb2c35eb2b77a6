import type { HandedInFile } from './document-operations.ts'

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
