import type { Node } from 'acorn'
import { toolOf } from '#plan-language/values/source-tool.ts'
import type { PlanProgram } from '../../contract.ts'
import { failOn } from '../fault.ts'
import type { Mark } from '../labels.ts'
import { textIn } from '../unwrap.ts'
import type { Machine } from '../machine.ts'
import type { Box } from '../values.ts'
import { isoTime } from './iso-time.ts'
import type { Zones } from './zones.ts'

/** Reads a text as an instant, in milliseconds since 1970. A text that is none is a fault. */
export type Instants = (text: Box, at: Node) => number

/**
 * A time that names no zone is in the one that its read declares, or else in the agent's. Which read that is its label says,
 * however it was passed on or put together: a day and a time of one read are that read's.
 */
export function createInstants(
  machine: Machine,
  { tools, zone: agents }: Pick<PlanProgram, 'tools' | 'zone'>,
  zones: Zones,
): Instants {
  const hasZones = Object.values(tools).some(({ zone }) => zone !== undefined)
  const known = new Map<Mark, ReadonlySet<string>>()

  function zonesOf(mark: Mark): ReadonlySet<string> {
    const before = known.get(mark)
    if (before) return before
    const { data } = machine.lattice.show(mark)
    const named = data.map((source) => toolOf(source, Object.keys(tools)))
    const found = new Set(named.flatMap((tool) => (tool === undefined ? [] : (tools[tool]?.zone ?? []))))
    known.set(mark, found)
    return found
  }

  return (box, at) => {
    const time = isoTime(textIn(box, at))
    if (!time) return failOn('not-a-date', ISO_NEEDED, at)
    if (time.offset !== null) return time.wall - time.offset
    const [first, second] = hasZones ? zonesOf(box.mark) : []
    if (second !== undefined) return failOn('not-a-date', TWO_ZONES, at)
    const name = first ?? agents
    if (name === undefined) return failOn('not-a-date', ZONE_NEEDED, at)
    return zones.named(name, at).fromWall(time.wall)
  }
}

/** What is said where a text is no date. */
export const ISO_NEEDED = 'A date is ISO text: a day such as 2026-01-31, or with time and zone, 2026-01-31T09:00:00Z.'
const ZONE_NEEDED =
  'The time names no zone, and neither the agent nor its read declares one. Put an offset behind the text: 2026-01-31T09:00+01:00.'
const TWO_ZONES =
  'The time names no zone and is put together from reads in different zones. Make a date of each read’s own text first.'
