import { isVague } from './card-sources.ts'
import { WORLDS } from './worlds.ts'
import type { TaskResult } from './try-world.ts'

const HEADER = [
  'world',
  'tasks',
  'expressible',
  'useful',
  'asked',
  'approvals each',
  'asked as meant',
  'cards that name the server alone',
]

/**
 * A table with a line for each world, under it each task that wasn't of use, with the reason, and each that asked: whom, by
 * which rules, with which doubts about what was asked for, and whether nobody would have had to be.
 */
export function tasksReport(results: readonly TaskResult[]): readonly string[] {
  const worlds = WORLDS.filter((world) => results.some(({ task }) => task.world === world))
  const rows = [
    HEADER,
    ...worlds.map((world) =>
      rowOf(
        world,
        results.filter(({ task }) => task.world === world),
      ),
    ),
    rowOf('all', results),
  ]
  const failed = results.filter(({ task, problems }) => problems.length > 0 && task.beyond === undefined)
  const asking = results.filter(({ problems, turn }) => problems.length === 0 && turn.cards.length > 0)
  const unasked = results.filter(({ task, problems, turn }) => {
    return problems.length === 0 && task.asks.length > 0 && turn.cards.length === 0
  })
  return [
    ...tableLines(rows),
    ...explicitLines(results),
    ...(failed.length > 0 ? ['', 'Of no use:'] : []),
    ...failed.map(({ task, problems }) => `  ${task.world} “${task.name}”: ${problems.join('; ')}`),
    ...byCause(failed),
    ...(asking.length > 0
      ? ['', 'Asked:', ...tableLines([['task', 'who', 'meant', 'rules', 'doubts', 'reasons'], ...asking.map(askedRow)])]
      : []),
    ...unasked.map(({ task }) => `Asked nobody, and should: ${task.world} “${task.name}”`),
    ...(asking.length > 0 ? ['', ...approvalLines(asking)] : []),
  ]
}

// Of the plans that change something, how many were found to be asked for.
function explicitLines(results: readonly TaskResult[]): readonly string[] {
  const bases = results.flatMap(({ turn: { plan } }) => plan?.intent?.basis ?? [])
  const explicit = bases.filter((basis) => basis === 'explicit').length
  return ['', `Found to be asked for: ${explicit} of ${bases.length} plans that change something.`]
}

/**
 * Whether each that asks takes exactly one approval, and a second where a read asks, too: how many are so, and each that isn't,
 * with what it takes. Who is asked by a rule of the operator's beside whoever asked for it answers for something else.
 */
export function approvalLines(asking: readonly TaskResult[]): readonly string[] {
  const told = asking.flatMap((result) => {
    const wrong = wrongApprovals(result)
    return wrong === null ? [] : [`  ${result.task.world} “${result.task.name}”: ${wrong}`]
  })
  const most = Math.max(...asking.map(({ turn }) => turn.cards.length))
  return [
    `One approval each, and one more where a read asks: ${asking.length - told.length} of ${asking.length} (cards each at most ${most}).`,
    ...told,
  ]
}

function wrongApprovals({ turn: { cards, approvals } }: TaskResult): string | null {
  const steps = cards.filter(({ plan }) => !plan.asking)
  const [first = { roles: [] }] = steps
  if (steps.length > 1) return `asked again, ${steps.length} times in all`
  if (approvals === cards.length) return null
  const people = first.roles.length > 1 ? first.roles.join(' and ') : 'several people'
  return `${approvals} approvals on ${cards.length === 1 ? 'one card' : `${cards.length} cards`}: ${people}`
}

// What was told is our own words, so the same cause is told the same, but for its place.
function byCause(failed: readonly TaskResult[]): readonly string[] {
  const groups = Map.groupBy(failed, ({ problems: [first = ''] }) => first.replace(/ at line \d+/, ''))
  const sorted = [...groups].toSorted(([, one], [, other]) => other.length - one.length)
  return sorted.length === 0
    ? []
    : ['', 'By cause:', ...sorted.map(([cause, tasks]) => `${String(tasks.length).padStart(4)}  ${cause}`)]
}

/** Rows in columns, the first of them a header. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function rowOf(world: string, results: readonly TaskResult[]): readonly string[] {
  const expressible = results.filter(({ task }) => task.beyond === undefined)
  const useful = expressible.filter(({ problems }) => problems.length === 0)
  const asked = useful.filter(({ turn }) => turn.cards.length > 0)
  const approvals = asked.reduce((sum, { turn }) => sum + turn.approvals, 0)
  return [
    world,
    String(results.length),
    String(expressible.length),
    `${useful.length} (${percent(useful.length, expressible.length)})`,
    `${asked.length} (${percent(asked.length, useful.length)})`,
    asked.length === 0 ? '—' : (approvals / asked.length).toFixed(2),
    `${useful.filter(isAskedAsMeant).length}`,
    String(useful.filter(hasVagueCard).length),
  ]
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.round((100 * part) / whole)} %`
}

function isAskedAsMeant({ task, turn }: TaskResult): boolean {
  return [...task.asks].toSorted().join() === rolesOf(turn).join()
}

function hasVagueCard({ turn }: TaskResult): boolean {
  return turn.cards.some(({ plan }) =>
    plan.effects.some((effect) => effect.arguments.some((argument) => isVague(argument, effect))),
  )
}

function rolesOf(turn: TaskResult['turn']): readonly string[] {
  return turn.cards.flatMap(({ roles }) => roles).toSorted()
}

const INFERRED = 'parley.inferred'

function askedRow({ task, turn }: TaskResult): readonly string[] {
  const verdicts = turn.cards.flatMap(({ plan }) => plan.verdict ?? [])
  const rules = new Set(verdicts.flatMap(({ policies }) => policies.map((id) => id.split(':', 1)[0] ?? id)))
  const doubts = turn.cards.flatMap(({ plan }) => plan.intent?.doubts ?? [])
  const tooMany = rolesOf(turn).filter((role) => !task.asks.includes(role))
  const untold = rules.size > 1 || !rules.has(INFERRED)
  return [
    `${task.world} “${task.name}”`,
    rolesOf(turn).join(', '),
    tooMany.length === 0 ? 'yes' : `not ${tooMany.join(', ')}`,
    [...rules].join(', '),
    [...new Set(doubts)].join(', '),
    untold ? verdicts.flatMap(({ reasons }) => reasons).join(' / ') : '',
  ]
}
