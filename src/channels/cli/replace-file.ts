import { rename, utimes, writeFile } from 'node:fs/promises'

/** Writes a file with a time of its own; whoever reads meanwhile reads the old one or the new one, never half of one. */
export async function replaceFile(path: string, content: Uint8Array | string, at: Date): Promise<void> {
  const draft = `${path}.${process.pid}.draft`
  await writeFile(draft, content)
  await utimes(draft, at, at)
  await rename(draft, path)
}
