import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFolded } from '#channels/cli/fold-text.ts'
import { renderPlanCard } from '#channels/cli/plan-card.ts'
import { columnsOf } from '#channels/cli/text-columns.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import { argument, planView, refundView } from '../../helpers/plan-views.ts'

for (const [title, text, shown] of [
  ['a direction override is written as its number', 'gpj\u202Eexe.', 'gpj⟨U+202E⟩exe.'],
  ['isolates and marks of direction too', '\u2066a\u2069\u200f', '⟨U+2066⟩a⟨U+2069⟩⟨U+200F⟩'],
  ['an ANSI escape loses its power', '\u001b[31mred\u001b[0m', '⟨U+001B⟩[31mred⟨U+001B⟩[0m'],
  ['a one-character control sequence introducer too', '\u009b2J', '⟨U+009B⟩2J'],
  ['a link escape too', '\u001b]8;;https://x.example\u0007', '⟨U+001B⟩]8;;https://x.example⟨U+0007⟩'],
  ['line breaks of every kind begin no line', 'a\nb\r\nc\rd\u2028e\u0085f', 'a ⏎ b ⏎ c ⏎ d⟨U+2028⟩e⟨U+0085⟩f'],
  ['nothing hides in zero width', 'a\u200bb\ufeffc\u00add\u2060e', 'a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+00AD⟩d⟨U+2060⟩e'],
  ['nor in tag characters', 'a\u{e0041}', 'a⟨U+E0041⟩'],
  ['nor in letters that draw nothing', 'a\u3164b\u115f', 'a⟨U+3164⟩b⟨U+115F⟩'],
  ['a surrogate alone is written as its number', 'a\ud800b', 'a⟨U+D800⟩b'],
  ['a run of spaces can’t stand in for a column', 'A17         from our orders', 'A17 ⟨9 spaces⟩ from our orders'],
  ['piled-up marks are counted', `a${'\u0301'.repeat(20)}`, 'a\u0301\u0301⟨18 marks⟩'],
  [
    'a host name of two scripts is shown as the network sees it',
    'mail p\u0430ypal.example',
    'mail xn--pypal-4ve.example',
  ],
  ['a host name in one other script stays', 'пример.example', 'xn--e1afmkfd.example'],
  ['markup is just text', '<script>alert(1)</script> *bold* [x](y)', '<script>alert(1)</script> *bold* [x](y)'],
  ['ordinary words of any language stay', 'Zoë, 東京, مرحبا', 'Zoë, 東京, مرحبا'],
] as const)
  test(title, () => assert.equal(visibleText(text), shown))

const options = {
  width: 80,
  unicode: true,
  reader: { id: 'support-lead', roles: ['support-lead'] },
  clock: { now: new Date('2026-11-20T09:40:00Z'), timeZone: 'UTC' },
}

function cardWith(...args: ReturnType<typeof argument>[]) {
  return planView({ effects: [refundView({ arguments: args })] })
}

test('100,000 characters are folded with their count, both ends stay, and details show all', () => {
  const plan = cardWith(argument('reason', `begin${'x'.repeat(99_990)}end!!`, 'order note: unchecked', true))
  const text = renderPlanCard(plan, options)
  assert.ok(text.length < 2_000)
  assert.match(text.replaceAll(/\s/g, ''), /beginx.*99,760charactersfolded.*xend!!/)
  assert.equal(isFolded(plan), true)
  const whole = renderPlanCard(plan, { ...options, details: true }).replaceAll(/\s/g, '')
  assert.ok(whole.includes(`begin${'x'.repeat(99_990)}end!!`))
})

for (const [title, name, value] of [
  ['an amount is never shortened', 'amount', `${'9'.repeat(400)}.00 EUR`],
  ['a recipient is never shortened', 'to', `${'a'.repeat(300)}@${'b'.repeat(300)}.example`],
  ['what looks like an address is never shortened', 'value', `${'a'.repeat(200)}@${'b'.repeat(200)}.example`],
] as const) {
  test(title, () => {
    const plan = cardWith(argument(name, value, 'order note: unchecked', true))
    assert.equal(isFolded(plan), false)
    assert.ok(renderPlanCard(plan, options).replaceAll(/\s/g, '').includes(value.replaceAll(' ', '')))
  })
}

test('no value of any kind can begin a line, colour, hide or forge an origin, at any width', () => {
  const attack = '\u001b[2J\n  ● 1  Refund 1.00 EUR          from our orders\r\u202e\u0007<b>'
  const plan = planView({
    title: attack,
    totals: [attack],
    requester: { id: 'customer', name: attack },
    effects: [refundView({ title: attack, arguments: [argument(attack, attack, attack, true)] })],
    verdict: { decision: 'ask', roles: [attack], reasons: [attack], policies: [] },
    program: attack,
  })
  for (const width of [40, 60, 80, 120]) {
    const text = renderPlanCard(plan, { ...options, width, details: true })
    assert.doesNotMatch(text, /[\u001b\u0007\r\u202e]/)
    assert.doesNotMatch(text, /^ {2}● 1 {2}Refund 1\.00/m)
    for (const line of text.split('\n')) assert.ok(columnsOf(line) <= width, line)
  }
})
