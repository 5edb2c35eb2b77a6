import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '#memory/database/database.ts'
import type { Owner } from '#memory/database/owner.ts'
import {
  endingWith,
  holdHere,
  openPlace,
  openPlaceAsOwner,
  testPlace,
  THE_PROCESS,
  type DatabasePlace,
  type Furnishing,
  type Scope,
} from './database.ts'
import { restoreRows } from './kept-rows.ts'
import { ownerThrough } from './owner-through.ts'
import { shared, usingShared } from './shared.ts'
import { spending } from './spent.ts'

// The databases of apps and tests in this process, one test's after another's: their sessions, and what those know of its
// tables, stay.

/** A place whose database is open already, for whoever starts an app on it. */
export async function lentPlace(scope: Scope, furnishing: Furnishing): Promise<DatabasePlace> {
  const ends = endingWith(scope)
  const { closing } = ends
  closing.defer(usingShared())
  const free = await freePlaces()
  const own = free[furnishing].pop() ?? (await openKept(furnishing))
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-test-'))
  const place = { ...own.place, dataDir, environment: { ...own.place.environment, DATA_DIR: dataDir }, ...ends }
  lent.set(place, own.database)
  const letGo = holdHere(place, own.database)
  closing.defer(async () => {
    letGo()
    await rm(dataDir, { recursive: true, force: true })
    const isAsItWas = await spending('database', () => restoreRows(own.owner)).catch(() => false)
    if (isAsItWas && free[furnishing].length < MOST_FREE[own.place.kind]) free[furnishing].push(own)
    else await own.place.closing.disposeAsync()
  })
  return place
}

/** A lent place's database, open, with the example people: for tests of the rows themselves, without an app. */
export async function lentOpen(scope: Scope): Promise<Database> {
  return openPlace(await lentPlace(scope, 'people'))
}

/** The database of a lent place, in which a process that begins anew remembers nothing; null for any other place. */
export function lentDatabase(place: DatabasePlace): Database | null {
  const database = lent.get(place)
  return database === undefined ? null : forgetful(database)
}

/** One that is embedded takes half a gigabyte. */
const MOST_FREE = { postgres: 2, pglite: 1 } as const

interface Kept {
  readonly place: DatabasePlace
  readonly database: Database
  readonly owner: Owner
}

const lent = new WeakMap<DatabasePlace, Database>()

const freePlaces = shared((closing) => Promise.resolve({ people: [] as Kept[], documents: [] as Kept[], closing }))

async function openKept(furnishing: Furnishing): Promise<Kept> {
  // It ends with this process, or where it can't be lent again.
  const place = await testPlace(THE_PROCESS, furnishing)
  const { closing } = await freePlaces()
  closing.defer(() => place.closing.disposeAsync())
  const database = await openPlace(place)
  const owner = place.kind === 'pglite' ? ownerThrough(database) : place.closing.use(await openPlaceAsOwner(place))
  return { place, database, owner }
}

// What a process remembers of rows hangs on the database that it opened, and is of no other.
function forgetful(database: Database): Database {
  const of = {}
  return {
    ...database,
    tenant: (id, work) => database.tenant(id, (tx) => work({ ...tx, of })),
    batch: (id, work) => database.batch(id, (tx) => work({ ...tx, of })),
  }
}
