import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DEGREES } from '../../fixtures/degrees-of-knowing.ts'
import { startKnowingDesk } from '../../helpers/knowing-desk.ts'
import { assertKept } from '../../helpers/kept-transcript.ts'
import { patient } from '../../helpers/patient.ts'
import { bannedWords } from './banned-words.ts'
import { runParley } from './run-parley.ts'

const {
  url,
  place: { dataDir },
} = await startKnowingDesk({ after })

test('each degree of knowing reads well at a terminal', patient, async () => {
  const said: string[] = []
  for (const { question } of DEGREES) {
    const { code, out } = await runParley(['chat', '-m', question], { dataDir, env: { PARLEY_URL: url } })
    assert.equal(code, 0, question)
    assert.deepEqual(bannedWords(out), [])
    said.push(`> ${question}\n\n${out.trim()}`)
  }
  assertKept(join(import.meta.dirname, 'degrees-of-knowing.txt'), said.join('\n\n\n'))
})
