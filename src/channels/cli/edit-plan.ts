import type { EditField } from '#contract/effect.ts'
import type { PlanChange } from '#plan-language/values/plan-edit.ts'
import { typedChange } from '#cards/drawing/edit-change.ts'
import { fieldName } from '#cards/drawing/edit-fields.ts'
import { texts } from '#cards/texts/texts.ts'
import { visibleText } from '#cards/drawing/visible-text.ts'
import type { PlanView } from '#contract/plan.ts'
import type { Terminal } from './terminal.ts'

type Effect = PlanView['effects'][number]

/** One thing of a plan that its reader may change. */
type Row =
  | { readonly kind: 'value'; readonly effect: Effect; readonly name: string; readonly field: EditField }
  | { readonly kind: 'leave-out'; readonly effect: Effect }

/** What was chosen so far, by the place of its row: the change, and how it reads. */
type Chosen = ReadonlyMap<number, { readonly change: PlanChange; readonly now: string }>

const words = texts.editing

/**
 * Asks what of a plan is to be changed, value by value, then shows the difference and asks whether to send it; null where
 * nothing is.
 */
export async function askedChanges(plan: PlanView, terminal: Terminal): Promise<readonly PlanChange[] | null> {
  const rows = plan.effects.flatMap(rowsOf)
  if (rows.length === 0) return (terminal.print(words.nothingYours), null)
  const chosen = await chosenChanges(rows, terminal)
  if (chosen === null) return (terminal.print(texts.decide.nothing), null)
  const changes = sentChanges(rows, chosen)
  if (changes.length === 0) return (terminal.print(texts.edit.nothing), null)
  terminal.print([words.difference, ...differences(rows, chosen)].join('\n'))
  const yes = await terminal.ask(words.send)
  if (yes?.trim().toLowerCase() !== 'yes') return (terminal.print(texts.decide.nothing), null)
  return changes
}

function rowsOf(effect: Effect): readonly Row[] {
  const values = effect.arguments.flatMap((argument) =>
    argument.edit.map((field): Row => ({ kind: 'value', effect, name: fieldName(argument, field), field })),
  )
  return effect.mayLeaveOut ? [...values, { kind: 'leave-out', effect }] : values
}

async function chosenChanges(rows: readonly Row[], terminal: Terminal): Promise<Chosen | null> {
  let chosen: Chosen = new Map()
  for (;;) {
    const listed = rows.map((row, place) => words.row(place + 1, rowText(row, chosen.get(place)?.now ?? null)))
    terminal.print([words.which, ...listed].join('\n'))
    const typed = (await terminal.ask(words.whichNumber))?.trim()
    if (typed === undefined || typed === '0') return null
    if (typed === '') return chosen
    const place = /^\d+$/.test(typed) ? Number(typed) - 1 : -1
    const row = rows[place]
    if (row === undefined) terminal.print(words.noSuchNumber(visibleText(typed), rows.length))
    else chosen = await changedRow(row, place, { chosen, terminal })
  }
}

interface Choosing {
  readonly chosen: Chosen
  readonly terminal: Terminal
}

// Chosen again, a step that was left out is back.
async function changedRow(row: Row, place: number, { chosen, terminal }: Choosing): Promise<Chosen> {
  const others = new Map([...chosen].filter(([other]) => other !== place))
  if (row.kind === 'leave-out') {
    const change = { effect: row.effect.index, leaveOut: true } as const
    return chosen.has(place) ? others : others.set(place, { change, now: words.leftOut })
  }
  const { effect, field, name } = row
  if (field.value.includes('\n')) {
    terminal.print(words.elsewhere(effect.index + 1, name))
    return chosen
  }
  const before = chosen.get(place)?.now ?? shown(field, field.value)
  const typed = await terminal.ask(words.newValue(name, before, field.choices.map(visibleText)))
  if (typed === null || typed === '') return chosen
  const read = typedChange(effect, field, typed)
  if (!read.ok) return (terminal.print(read.message), chosen)
  return read.change === null ? others : others.set(place, { change: read.change, now: shown(field, typed.trim()) })
}

// What of a step is changed that is left out is no change.
function sentChanges(rows: readonly Row[], chosen: Chosen): readonly PlanChange[] {
  const left = leftOut(rows, chosen)
  return [...chosen].flatMap(([place, { change }]) => {
    const row = rows[place]
    return row === undefined || (row.kind === 'value' && left.has(row.effect.index)) ? [] : [change]
  })
}

function differences(rows: readonly Row[], chosen: Chosen): readonly string[] {
  const left = leftOut(rows, chosen)
  return rows.flatMap((row, place) => {
    const now = chosen.get(place)?.now
    const step = row.effect.index + 1
    if (now === undefined) return []
    if (row.kind === 'leave-out') return [`  ${words.left(step, visibleText(row.effect.title))}`]
    if (left.has(row.effect.index)) return []
    const change = words.wasAndNow(shown(row.field, row.field.value), now)
    return [`  ${words.value(step, row.name, change)}`]
  })
}

function leftOut(rows: readonly Row[], chosen: Chosen): ReadonlySet<number> {
  const left = rows.filter((row, place) => row.kind === 'leave-out' && chosen.has(place))
  return new Set(left.map(({ effect }) => effect.index))
}

function rowText(row: Row, now: string | null): string {
  const step = row.effect.index + 1
  if (row.kind === 'leave-out') {
    const text = words.leaveOut(step, visibleText(row.effect.title))
    return now === null ? text : `${text} (${now})`
  }
  const was = shown(row.field, row.field.value)
  return words.value(step, row.name, now === null ? was : words.nowAndWas(now, was))
}

function shown({ money }: EditField, value: string): string {
  const text = visibleText(value)
  return money === null || text.endsWith(money.currency) ? text : `${text} ${money.currency}`
}
