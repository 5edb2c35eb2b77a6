import type { Principal } from '#core/principal.ts'
import type { ProgramCaller } from '../protocols/answered-runs.ts'
import type { WebServices } from './services.ts'
import { publicAddress } from './public-address.ts'

/** The caller of a request that a program sends, with the address of our own pages. */
export function programCaller(principal: Principal, { operations, config, url }: WebServices): ProgramCaller {
  return { principal, operations, address: publicAddress(config, url) }
}
