import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Holds what was said against the transcript that is kept in a file, to be read: a sentence that reads badly is a mistake like
 * any other. `UPDATE_KEPT=1` keeps it anew. What differs from run to run (numbers of refunds, hours, ids, ports) is left out.
 */
export function assertKept(file: string, transcript: string): void {
  const steady = `${steadied(transcript).trim()}\n`
  if (process.env['UPDATE_KEPT']) writeFileSync(file, steady)
  assert.equal(steady, readFileSync(file, 'utf8'))
}

function steadied(text: string): string {
  return text
    .replaceAll(/\b([RM])\d{4}\b/gu, '$1…')
    .replaceAll(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d:\d\d\b/gu, 'the hour')
    .replaceAll(/(?<![\d:])\d\d:\d\d(?![\d:])/gu, 'the hour')
    .replaceAll(/\b[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}\b/gu, '…')
    .replaceAll(/\bhttp:\/\/127\.0\.0\.1:\d+/gu, 'https://parley.example')
}
