import { basename } from 'node:path'
import type { Agent } from '#agents/contract.ts'
import { FOLDER_PREFIX } from './reserved-sources.ts'

/** Whether a document is of a folder, or is a file, that its agent's operator vouches for (`trusted:` in agent.yaml). */
export function isFromTrustedFolder(source: string, { name, knowledge }: Pick<Agent, 'name' | 'knowledge'>): boolean {
  return knowledge.some(({ path, trusted }) => {
    const place = `${FOLDER_PREFIX}${name}/${basename(path)}`
    return trusted === true && (source === place || source.startsWith(`${place}/`))
  })
}
