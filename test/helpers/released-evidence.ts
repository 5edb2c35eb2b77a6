import { readFile } from 'node:fs/promises'
import type { EvidenceFile } from './evidence.ts'

/** The evidence of a plan that the first release did, as it signed it. */
export async function readReleasedEvidence(): Promise<EvidenceFile> {
  const file: EvidenceFile = JSON.parse(await readFile('test/fixtures/releases/0.1.0/evidence.json', 'utf8'))
  return file
}
