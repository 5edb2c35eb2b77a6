import assert from 'node:assert/strict'
import { GLOBAL_NAMES } from '#plan-language/language/names.ts'
import { runPlan } from './harness.ts'

/** A built-in as a program calls it: `money.add(` of a group of names, `.slice(` of a value, `parseInt(` alone. */
export interface BuiltIn {
  readonly of: string
  readonly name: string
  readonly call: string
}

const VALUES = {
  list: '[]',
  text: "''",
  number: '(1)',
  date: 'new Date()',
  expression: '/a/',
  set: 'new Set()',
  map: 'new Map()',
}
const GROUPS = [
  'Intl',
  'Map',
  'Math',
  'Number',
  'Object',
  'Array',
  'JSON',
  'Date',
  'dates',
  'money',
  'Promise',
  'knowledge',
]
/** Neither functions nor of the library. */
const OTHERS = ['tools', 'slots', 'refs', 'requester', 'undefined', 'NaN', 'Infinity', 'Error']

/** Every built-in, by what the language itself says that there is. */
export function builtIns(): readonly BuiltIn[] {
  const ofValues = Object.entries(VALUES).flatMap(([of, value]) =>
    namesIn(`${value}.nope()`).map((name) => ({ of, name, call: `.${name}(` })),
  )
  const ofGroups = GROUPS.flatMap((of) =>
    namesIn(`${of}.nope`).map((name) => ({
      of,
      name,
      call: /^[A-Z_]+$/u.test(name) && name !== 'UTC' ? `${of}.${name}` : `${of}.${name}(`,
    })),
  )
  const alone = GLOBAL_NAMES.filter((name) => !GROUPS.includes(name) && !OTHERS.includes(name))
  return [...ofValues, ...ofGroups, ...alone.map((name) => ({ of: '', name, call: `${name}(` }))]
}

function namesIn(source: string): readonly string[] {
  const { outcome } = runPlan(source)
  assert.ok(!outcome.ok)
  const list = / (?:they have|It has:) (?<names>.*)\.$/u.exec(outcome.failure.message)?.groups?.['names']
  assert.ok(list, outcome.failure.message)
  return list.split(', ')
}
