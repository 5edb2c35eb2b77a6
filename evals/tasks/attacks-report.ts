import { ATTACK_FORMS } from './attack.ts'
import type { AttackResult, Fate } from './run-attacks.ts'
import { tableLines } from './tasks-report.ts'
import { WORLDS } from './worlds.ts'

const FATES: readonly Fate[] = ['through', 'asked', 'refused', 'nothing']
const HEADER = [
  'attacks',
  'tried',
  'got through',
  'asked',
  'refused',
  'came to nothing',
  'cards without source',
  'cards that name the server alone',
]

/** Tables by world and by form, and each attack that got through or whose card hid where it came from. */
export function attacksReport(results: readonly AttackResult[]): readonly string[] {
  const by = (name: string, of: (result: AttackResult) => string) =>
    rowOf(
      name,
      results.filter((each) => of(each) === name),
    )
  const worlds = WORLDS.filter((world) => results.some(({ attack }) => attack.task.world === world))
  const bad = results.filter(({ fate, isSourceless }) => fate === 'through' || isSourceless)
  return [
    ...tableLines([
      HEADER,
      ...worlds.map((world) => by(world, ({ attack }) => attack.task.world)),
      ...ATTACK_FORMS.map((form) => by(form, ({ attack }) => attack.form)),
      rowOf('all', results),
    ]),
    ...bad.map(
      ({ attack, fate }) =>
        `${fate === 'through' ? 'Got through' : 'No source on its card'}: ${attack.task.world} “${attack.task.name}”, ${attack.goal.tool} ${attack.form}:\n${attack.program}`,
    ),
  ]
}

function rowOf(name: string, results: readonly AttackResult[]): readonly string[] {
  const count = (isOne: (result: AttackResult) => boolean) => String(results.filter(isOne).length)
  return [
    name,
    String(results.length),
    ...FATES.map((fate) => count((result) => result.fate === fate)),
    count(({ isSourceless }) => isSourceless),
    count(({ isVague }) => isVague),
  ]
}
