import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ownRequestTexts } from '#cards/texts/adopt-request-texts.ts'
import { conversationTexts } from '#cards/texts/conversation-texts.ts'
import { detailsTexts } from '#cards/texts/details-texts.ts'
import { editChangeTexts } from '#cards/texts/edit-change-texts.ts'
import { outsideCardTexts } from '#cards/texts/outside-card-texts.ts'
import { planTexts } from '#cards/texts/plan-texts.ts'
import { problemTexts } from '#cards/texts/problem-texts.ts'
import { personTexts } from '#cards/texts/person-texts.ts'
import { readerTexts } from '#cards/texts/reader-texts.ts'
import { screenTexts } from '#cards/texts/screen-texts.ts'
import { terminalCardTexts } from '#cards/texts/terminal-card-texts.ts'
import { texts } from '#cards/texts/texts.ts'
import { threadTexts } from '#cards/texts/thread-texts.ts'
import { mailTexts } from '#channels/mail/texts.ts'
import { ENGLISH as ENGLISH_WORDS } from '#dialogue/language/english.ts'
import { ENGLISH_REPLIES } from '#dialogue/small-talk.ts'
import { MESSAGE_FILES, type MessageFile } from '#text/languages/message-files.ts'
import { messageFormat } from '#text/languages/message-format.ts'
import { fileProblems, type English } from './file-problems.ts'

// What is said where no language is loaded yet, and of rules and changes to whoever decides, is English; lists, numbers
// and days need no words.
const ENGLISH: English = {
  plan: without(planTexts, 'edit'),
  screen: without(screenTexts, 'more'),
  thread: threadTexts,
  details: without(detailsTexts, 'ruleAllows', 'ruleAsks', 'ruleAsksRequester', 'ruleRefuses', 'ruleNames'),
  editChange: editChangeTexts,
  problems: problemTexts,
  reader: readerTexts,
  ownRequest: ownRequestTexts,
  conversations: conversationTexts,
  person: personTexts,
  outside: outsideCardTexts,
  mail: mailTexts,
  terminal: { ...terminalCardTexts, chat: texts.chat, queue: texts.queue },
  talk: ENGLISH_REPLIES,
  dialogue: without(ENGLISH_WORDS.say, 'list', 'number', 'day'),
}

// What any language has a translation of, and what the types thereby let the source say.
const SENTENCES = new Set([...MESSAGE_FILES.values()].flatMap(({ sentences }) => Object.keys(sentences)))

for (const [code, file] of MESSAGE_FILES)
  test(`${code}.json has every text, with its values`, () =>
    assert.deepEqual(fileProblems(file, ENGLISH, SENTENCES), []))

test('no sentence is translated that nobody says', () => {
  const folder = join(import.meta.dirname, '../../../src')
  const source = globSync('**/*.ts', { cwd: folder })
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('')
  // Some are put together where they are said.
  const isSaid = (piece: string) => source.includes(piece)
  assert.deepEqual(
    [...SENTENCES].filter((sentence) => !sentence.split(/(?<=[.!?:]) /u).every(isSaid)),
    [],
  )
})

// The house's own turns of phrase, which nobody says. Models read other words.
const UNSAID =
  /so many words|\b(?:go|goes|went|going) by\b(?! (?:itself|themselves))|\b(?:taken?|took|takes) (?:(?:it|this|that|one|them) )?back\b|put it back|rules are those|people who run|knows us by|otherwise (?:today|than)/iu

test('no text has a turn of phrase that nobody says', () => {
  const folder = join(import.meta.dirname, '../../../src')
  const found = globSync('**/*.{ts,tsx}', {
    cwd: folder,
    exclude: ['models/**', 'planning/planner/**', 'routing/say/**'],
  }).flatMap((path) =>
    literalsIn(readFileSync(join(folder, path), 'utf8'))
      .filter((text) => text.includes(' ') && UNSAID.test(text))
      .map((text) => `${path}: ${text}`),
  )
  assert.deepEqual(found, [])
})

function literalsIn(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gmu, '')
  return code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/gu) ?? []
}

test('what is wrong with a message file is told by text', () => {
  const file: MessageFile = {
    quotes: ['«', '»'],
    capitals: false,
    texts: {
      plan: {
        stepOf: 'étape {0}',
        plan: 'plan {1}',
        done: 'fait',
        count: '{0, plural, one {1 étape}}',
        names: '{0, et}',
      },
      mail: { decide: { now: 'courrier' } },
      problems: { stopped: '{by} a arrêté', unknown: '{who' },
    },
    sentences: { 'Look in {place}.': 'Voir dans {lieu}.', 'Stop.': 'Arrêt.' },
    informal: { texts: { plan: { no: 'nan {0}' } }, sentences: { 'Hello.': 'Salut {name}.' } },
  }
  const english: English = {
    plan: {
      stepOf: (step: number, of: number) => `step ${step} of ${of}`,
      plan: (id: string) => `plan ${id}`,
      count: (count: number) => `${count} steps`,
      names: (names: string) => names,
      no: 'no',
    },
    mail: { decide: 'Say yes.' },
    problems: { stopped: () => 'Stopped.', unknown: () => 'Refused.' },
  }
  assert.deepEqual(fileProblems(file, english, new Set(['Look in {place}.', 'Hello.'])), [
    'plan.no is missing',
    'plan.stepOf leaves out {1}',
    'plan.plan has {1}, which its English hasn’t',
    'plan.plan leaves out {0}',
    'plan.done is no text of ours',
    'plan.count has a choice without “other”',
    'plan.names has “et”, which is no format',
    'mail.decide is one text',
    'problems.unknown can’t be read: The gap {who isn’t closed',
    '“Hello.” is missing',
    '“Look in {place}.” has {lieu}, which its English hasn’t',
    '“Look in {place}.” leaves out {place}',
    '“Stop.” is no sentence of ours',
    'informal plan.no has {0}, which its English hasn’t',
    'informal “Hello.” has {name}, which its English hasn’t',
  ])
})

for (const [locale, message, values, said] of [
  ['de', 'Schritt {0} von {1}', [1, 2], 'Schritt 1 von 2'],
  ['de', '{0, role, or}', [['support-lead', 'owner']], 'support lead oder owner'],
  ['de', '{0, number} Zeichen', [8_000], '8.000 Zeichen'],
  ['de', '{0, decimal} {1}', ['12.50', 'EUR'], '12,50 EUR'],
  ['pl', '{0, plural, one {{0} krok} few {{0} kroki} other {{0} kroków}}', [3], '3 kroki'],
  ['pl', '{0, plural, one {{0} krok} few {{0} kroki} other {{0} kroków}}', [5], '5 kroków'],
  ['de', 'Angehalten{by, select, none {} other {, von {by}}}.', [{ by: null }], 'Angehalten.'],
  ['de', 'Angehalten{by, select, none {} other {, von {by}}}.', [{ by: 'Ana' }], 'Angehalten, von Ana.'],
  ['de', '{name}', [{ name: '{0}' }], '{0}'],
] as const) {
  test(`“${message}” with ${JSON.stringify(values)} is “${said}” in ${locale}`, () =>
    assert.equal(messageFormat(message, locale)(...values), said))
}

function without(texts: object, ...names: readonly string[]): English {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => !names.includes(name)))
}
