import ipaddr from 'ipaddr.js'
import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { AppError } from './errors.ts'

/** The addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>

/**
 * The SSRF guard of a socket to an address that neither we nor the operator wrote: the caller connects by `lookup`. Throws
 * `outgoing-refused`.
 */
export function checkedSocket(
  url: string,
  { allowPrivate }: { readonly allowPrivate: boolean },
): { readonly lookup: LookupFunction } {
  const { protocol, hostname, username, password } = parseAddress(url)
  const isPlain = protocol === 'ws:'
  if (protocol !== 'wss:' && !(isPlain && allowPrivate)) throw addressRefused('It is not wss.')
  if (username !== '' || password !== '') throw addressRefused('It carries credentials.')
  const check = (address: string) => checkAddress(address, { allowPrivate, isPlain })
  const literal = hostname.replace(/^\[|\]$/gu, '')
  if (ipaddr.isValid(literal)) check(literal)
  return { lookup: checkedLookup(check, systemLookup) }
}

/** A lookup against DNS rebinding: the socket resolves a name once and connects to that address, so it can't change in between. */
export function checkedLookup(check: (address: string) => void, resolve: Resolve): LookupFunction {
  return (hostname, { all }, done) => {
    resolve(hostname).then(
      (addresses) => {
        try {
          for (const { address } of addresses) check(address)
          const [first] = addresses
          if (!first) throw addressFailed(new Error('no address'))
          if (all) done(null, [...addresses])
          else done(null, first.address, first.family)
        } catch (error) {
          done(error instanceof Error ? error : addressFailed(error), '')
        }
      },
      (error: Error) => done(error, ''),
    )
  }
}

/** By the system's resolver. */
export const systemLookup: Resolve = (hostname) => lookup(hostname, { all: true })

/**
 * Throws `outgoing-refused` for an address that isn't everybody's, unless private ones are allowed. `process` sees through
 * ::ffff:10.0.0.1; every range but plain unicast is somebody's inside or nobody's.
 */
export function checkAddress(
  address: string,
  { allowPrivate, isPlain }: { allowPrivate: boolean; isPlain: boolean },
): void {
  const range = ipaddr.process(address.replace(/%.*$/u, '')).range()
  const isPublic = range === 'unicast'
  const isOurs = range === 'private' || range === 'loopback' || range === 'uniqueLocal'
  if (isPublic && isPlain) throw addressRefused('It is not https.')
  if (!isPublic && !(allowPrivate && isOurs)) throw addressRefused(`Its host has an address of the kind "${range}".`)
}

/** Throws `outgoing-refused` for what is no URL. */
export function parseAddress(url: string, base?: URL): URL {
  if (!URL.canParse(url, base?.href)) throw addressRefused('It is no URL.')
  return new URL(url, base?.href)
}

/** Why an address isn't gone to. */
export function addressRefused(why: string): AppError {
  return new AppError(`This address isn't fetched. ${why}`, { code: 'outgoing-refused', status: 400 })
}

/** The host can't be resolved, or doesn't answer. */
export function addressFailed(cause: unknown): AppError {
  return new AppError('This address could not be fetched.', {
    code: 'outgoing-failed',
    status: 502,
    retryable: true,
    cause,
  })
}
