import type { FileProblem } from '#core/file-problem.ts'
import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts'
import type { ToolYaml } from './tool-yaml.ts'

/** What is said of a write alone. */
const WRITES_ALONE = [
  'idempotencyKey',
  'idempotent',
  'nothing',
  'verify',
  'compensate',
  'money',
  'total',
  'later',
  'edit',
  'examples',
  'usual',
  'follows',
] as const

/** What is said of a read alone. */
const READS_ALONE = ['none', 'errors', 'zone', 'sample', 'consumes'] as const

/** What makes no sense together. Each is a promise that something else here would break. */
export function conflicts(entry: ToolYaml, path: YamlPath, yaml: YamlFile): readonly FileProblem[] {
  const found: FileProblem[] = []
  const add = (key: string, message: string, hint: string) => found.push(yaml.keyProblem([...path, key], message, hint))
  if (entry.keyLives !== undefined && entry.idempotencyKey === undefined) {
    add(
      'keyLives',
      '"keyLives" needs an "idempotencyKey".',
      'Name the argument that takes the key, such as idempotencyKey: key.',
    )
  }
  if (entry.idempotent && entry.idempotencyKey !== undefined) {
    add(
      'idempotent',
      '"idempotent" and "idempotencyKey" are two ways to the same.',
      'Keep the key; it says for how long.',
    )
  }
  if (entry.timeout !== undefined && entry.timeout < 100)
    add('timeout', '"timeout" is at least 100ms.', 'Such as timeout: 5s.')
  if (entry.why !== undefined && entry.owner !== 'none')
    add('why', '"why" stands beside owner: none only.', 'Remove it.')
  if (entry.effect === 'read') {
    for (const key of WRITES_ALONE) {
      const given = entry[key]
      const isThere = typeof given === 'object' ? Object.keys(given).length > 0 : given !== undefined && given !== false
      if (isThere)
        add(key, `"${key}" is for a write.`, 'A read changes nothing, so there is nothing to repeat or hold back.')
    }
  }
  for (const key of entry.effect === 'write' ? READS_ALONE : [])
    if (entry[key] !== undefined) add(key, `"${key}" is for a read.`, 'It says how what is looked up is read.')
  if (entry.idempotencyKey !== undefined && entry.edit.includes(entry.idempotencyKey))
    add('edit', 'The idempotency key is ours: nobody chooses it.', 'Take it out of edit.')
  if (entry.effect === 'write' && entry.acknowledged) add('acknowledged', '"acknowledged" is for a read.', 'Remove it.')
  for (const [name, { unit, as }] of Object.entries(entry.money)) {
    if (unit === 'minor' && as !== undefined)
      add('money', `"${name}": "as" stands beside unit: major only.`, 'Minor units are whole numbers anyway.')
    if (['count', 'tools', 'distinct', 'sum', 'order'].includes(name))
      add('money', `Money can’t be called "${name}".`, 'Rules use this word for something else.')
  }
  for (const name of entry.later.filter((one) => isOfMoney(one, entry.money)))
    add(
      'later',
      `"${name}" is money, and can’t be known later.`,
      'What a step moves must stand fixed when its plan is judged: no limit could count it otherwise.',
    )
  const both = (entry.trust?.trusted ?? []).filter((one) => entry.trust?.untrusted.includes(one))
  for (const one of both) add('trust', `"${one}" is both trusted and untrusted.`, 'Keep it in one of the lists.')
  return found
}

function isOfMoney(argument: string, money: ToolYaml['money']): boolean {
  return argument in money || Object.values(money).some(({ currency }) => currency === argument)
}
