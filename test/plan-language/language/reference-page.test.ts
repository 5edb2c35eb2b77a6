import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { PLAN_LIMITS } from '#plan-language/limits.ts'
import { readPage, ROOT } from '../../docs/page.ts'
import { builtIns } from './built-ins.ts'
import { labelled, runPlan } from './harness.ts'

const PATH = 'docs/reference/plan-language.md'
const TEXT = readFileSync(join(ROOT, PATH), 'utf8')
const { blocks: BLOCKS } = readPage(PATH, TEXT)
const IN_TABLES = /^\| `([^`]+)` +\| [^`\n]*(?:`[^`]+`[^`\n]*)*?\| `([^`]+)` → `([^`]+)` +\|$/gmu
const IN_BLOCKS = /^(\S+(?: \S+)*) {2,}(\S.*) → (.+)$/gmu
const ROWS = [
  ...rowsOf(TEXT, IN_TABLES).map((row) => ({ ...row, example: unescaped(row.example), gives: unescaped(row.gives) })),
  ...BLOCKS.flatMap(({ language, text }) => (language === 'text' ? rowsOf(text, IN_BLOCKS) : [])),
]

for (const { example, gives } of ROWS) {
  test(`an example gives what the page says: ${example}`, () => {
    const statements = example.split('; ')
    const last = statements.pop() ?? ''
    assert.equal(
      said(`${statements.join(';\n')};\nreturn say(JSON.stringify(${last}))`),
      said(`say(JSON.stringify(${gives}))`),
    )
  })
}

test('every built-in has its line and example, and every example is run', () => {
  assert.equal(ROWS.length, TEXT.match(/ → /gu)?.length)
  // Those that read have a section, and chance is there to say why it isn't.
  const elsewhere = [
    'extract',
    'classify',
    'summarise',
    'knowledge.search',
    'knowledge.quote',
    'Math.random',
    'say',
    'procedures',
    'next',
    'show',
  ]
  const documented = new Set(ROWS.map(({ builtIn }) => builtIn.split('(')[0]))
  const missing = builtIns().map(({ of, name }) => (of === '' ? name : `${of}.${name}`))
  assert.deepEqual(
    missing.filter(
      (name) =>
        !documented.has(name) && !documented.has(name.replace(/(?<=\.[gs]et)UTC/u, '')) && !elsewhere.includes(name),
    ),
    [],
  )
})

test('the programs of the page run', () => {
  assert.deepEqual(
    BLOCKS.flatMap(({ language, text }) => (language === 'js' ? [said(text)] : [])),
    [
      'Your refund comes to 129.00 EUR.',
      'A55 is sent again.',
      '3 of yours',
      '2 delivered, 2 of them mine',
      '3 orders: 186.00 EUR',
      'Until 9 February',
    ],
  )
})

test('the limits are those of the page', () => {
  for (const [name, most] of [
    ['characters of the program', PLAN_LIMITS.sourceLength],
    ['reads', PLAN_LIMITS.reads],
    ['writes', PLAN_LIMITS.effects],
    ['steps', PLAN_LIMITS.steps],
  ] as const) {
    assert.match(TEXT, new RegExp(`^\\| ${name} +\\| ${most.toLocaleString('en')}(?:;| )`, 'mu'))
  }
})

function said(source: string): string {
  const requester = { email: labelled('ana@example.com', 'requester:email') }
  const sendAgain = {
    name: 'send-again',
    takes: ['orderId'],
    needs: ['orderId'],
    source: 'return say(`${slots.orderId} is sent again.`)',
  }
  const { outcome } = runPlan(source, { requester, procedures: { sendAgain } })
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.said?.text ?? ''
}

function rowsOf(text: string, row: RegExp) {
  return [...text.matchAll(row)].map(([, builtIn = '', example = '', gives = '']) => ({ builtIn, example, gives }))
}

// In a table, a bar is written with a backslash.
function unescaped(cell: string): string {
  return cell.replaceAll('\\|', '|')
}
