import type { Principal } from '#core/principal.ts'
import type { Asking } from '../protocols/answered-runs.ts'
import type { WebServices } from './services.ts'
import { publicAddress } from './public-address.ts'

/** Whoever asks by a program, with where our own pages are. */
export function askingOf(principal: Principal, { operations, config, url }: WebServices): Asking {
  return { principal, operations, address: publicAddress(config, url) }
}
