import type { Node } from 'acorn'
import { fail } from '../fault.ts'
import type { Machine } from '../machine.ts'
import { createZone, UTC, type Zone } from './zone.ts'

/** The zones that a run has used, by their names. */
export interface Zones {
  named(name: string, at: Node): Zone
}

/** Each zone costs some memory outside of V8's heap, which the isolate's limit doesn't see. */
const MOST_ZONES = 20
/** Making one takes as long as going over so many items. */
const ZONE_COST = 2_000

export function createZones(machine: Machine): Zones {
  const zones = new Map([['UTC', UTC]])
  return {
    named(name, at) {
      const before = zones.get(name)
      if (before) return before
      if (zones.size > MOST_ZONES) fail('limit', `The plan uses more than ${MOST_ZONES} time zones.`, at)
      machine.meter.pass(ZONE_COST, at)
      const zone = createZone(name)
      if (!zone) return fail('runtime', "A time zone is its IANA name: 'Europe/Stockholm', or 'UTC'.", at)
      zones.set(name, zone)
      return zone
    },
  }
}
