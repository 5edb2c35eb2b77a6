import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { CONFIG_NAMES, readConfig } from '#core/config.ts'
import { checkProgram } from '#plan-language/check-program.ts'
import { parsePlaybook } from '#plan-language/playbook.ts'
import { readPage, readPages, ROOT, type Page } from './docs/page.ts'
import { pageList } from './docs/page-list.ts'

const PAGES = readPages()

test('the configuration page has every variable, in its order, with its default', () => {
  const page = readFileSync(join(ROOT, 'docs/reference/configuration.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(\w+)` +\| (?:`([^`]+)`|—) +\| (\S.*?) +\|$/gm)]
  const defaults = new Map(Object.entries(readConfig({})))
  assert.deepEqual(
    rows.map(([, name, value]) => [name, value]),
    CONFIG_NAMES.map((name) => [name, defaults.has(name) ? String(defaults.get(name)) : undefined]),
  )
  for (const [, name, , sentence] of rows) assert.match(sentence ?? '', /\.$/, `${name} has a sentence`)
})

test('the list of pages is made of the folders, and is the only one (UPDATE_KEPT=1 makes it anew)', () => {
  const file = join(ROOT, 'docs/README.md')
  if (process.env['UPDATE_KEPT']) writeFileSync(file, pageList())
  assert.equal(readFileSync(file, 'utf8'), pageList())
})

test('every link between pages leads to a file, and to a heading where it names one', () => {
  assert.deepEqual(
    PAGES.flatMap((page) => deadLinks(page)),
    [],
  )
})

test('every test that the page of threats names is there, and each of its threats has one', () => {
  const page = readFileSync(join(ROOT, 'docs/explanation/threats.md'), 'utf8')
  const threats = page.split('\n').filter((line) => /^\| \d+ /.test(line))
  assert.ok(threats.length >= 31, String(threats.length))
  for (const threat of threats) {
    const tests = [...threat.matchAll(/`(test\/[^`]+)`: “([^”]+)”/g)]
    assert.ok(tests.length > 0, threat)
    for (const [, file = '', title = ''] of tests)
      assert.ok(readFileSync(join(ROOT, file), 'utf8').includes(title), `${file} has no “${title}”`)
  }
})

test('every file that the page of words names is there', () => {
  const page = readFileSync(join(ROOT, 'docs/reference/words.md'), 'utf8')
  const files = [...page.matchAll(/`([\w-]+\/[\w./-]+)`/g)].map(([, file = '']) => file)
  assert.ok(files.length > 100, String(files.length))
  assert.deepEqual(
    files.filter((file) => !existsSync(join(ROOT, 'src', file))),
    [],
  )
})

test('a link to nothing is found', () => {
  const page = readPage('docs/a.md', '# One\n\n[a](b.md) [b](#one) [c](#two) [d](https://example.com/x)')
  assert.deepEqual(deadLinks(page), ['docs/a.md:3 b.md', 'docs/a.md:3 #two'])
})

test('every block of the plan language is a program or a playbook', () => {
  const wrong = PAGES.flatMap(({ path, blocks }) =>
    blocks.flatMap(({ language, text, line }) => {
      const complaint = language === 'js' ? complaintOf(text) : null
      return complaint === null ? [] : [`${path}:${line} ${complaint}`]
    }),
  )
  assert.deepEqual(wrong, [])
  assert.notEqual(complaintOf('class A {}'), null)
})

/** Each link of a page that leads nowhere, among all pages. */
function deadLinks(page: Page, pages: readonly Page[] = PAGES): readonly string[] {
  return page.links.flatMap(({ url, line }) => {
    if (/^[a-z]+:/.test(url)) return []
    const [file = '', anchor] = url.split('#', 2)
    const target = file === '' ? page.path : join(dirname(page.path), file)
    const anchors = target === page.path ? page.anchors : pages.find(({ path }) => path === target)?.anchors
    const leads = anchor === undefined ? existsSync(join(ROOT, target)) : anchors?.has(anchor)
    return leads === true ? [] : [`${page.path}:${line} ${url}`]
  })
}

function complaintOf(text: string): string | null {
  if (!text.includes('export const playbook')) return checkProgram(text)?.message ?? null
  const parsed = parsePlaybook(text)
  return parsed.ok ? null : parsed.fault.message
}
