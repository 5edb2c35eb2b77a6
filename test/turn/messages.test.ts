import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MESSAGE_FILES } from '#text/languages/message-files.ts'
import { speaking } from '#turn/speaking.ts'
import { failureOf } from '#planning/failures/failure-text.ts'

const german = speaking({ languages: ['en', 'de'] }, 'de')
const informal = speaking({ languages: ['en', 'de'], address: { de: 'informal' } }, 'de')

test('each sentence says what was and wasn’t done as clearly', () => {
  for (const [english, other] of Object.entries(MESSAGE_FILES.get('de')?.sentences ?? {}))
    assert.equal(other.includes('Es wurde nichts getan'), english.includes('Nothing was done'), english)
})

test('what was stored in English is said again, sentence by sentence, and nothing that isn’t ours', () => {
  const { text } = failureOf({
    ok: false,
    failure: { kind: 'limit', message: '', at: null },
    journal: [],
  } as unknown as Parameters<typeof failureOf>[0])
  assert.equal(
    german.again(`${text} If you ask for a person, a support lead will take it from here.`),
    'Das hat mehr Schritte gebraucht, als ich machen darf. Es wurde nichts getan. Wenn Sie nach einem Menschen fragen, übernimmt: support lead.',
  )
  assert.equal(german.again('The shop says: Done. Nothing was done'), 'The shop says: Done. Nothing was done')
})

test('people are addressed formally unless the agent says otherwise', () => {
  assert.equal(german.say('You withdrew this.'), 'Sie haben das zurückgezogen.')
  assert.equal(informal.say('You withdrew this.'), 'Du hast das zurückgezogen.')
  assert.equal(informal.say('Done.'), 'Erledigt.')
})

test('a value isn’t looked into for more', () => {
  assert.equal(german.say('{who} said no ({reason}).', { who: '{reason}', reason: 'x' }), '{reason} hat abgelehnt (x).')
})
