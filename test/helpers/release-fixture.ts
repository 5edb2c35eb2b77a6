import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** A plan of a release's database, as it was when its server was killed. */
const ReleasedPlan = z.object({
  id: z.string(),
  threadId: z.string(),
  runId: z.string(),
  digest: z.string(),
  /** The note that it is about, which the desk's book names. */
  note: z.string(),
  /** The key of its step, with which it was called where its tool takes one; null where it hasn't begun. */
  key: z.string().nullable(),
})
export type ReleasedPlan = z.infer<typeof ReleasedPlan>

/** What `plans.json` of a release says. */
export const ReleasedPlans = z.object({
  release: z.string(),
  /** The number of the newest migration that it had. */
  lastMigration: z.int(),
  waiting: ReleasedPlan,
  begun: ReleasedPlan,
  unknown: ReleasedPlan,
  done: ReleasedPlan,
})
export type ReleasedPlans = z.infer<typeof ReleasedPlans>

/** The files that a release left, by what they are. */
export interface ReleaseFixture {
  readonly plans: ReleasedPlans
  readonly agentsDir: string
  readonly program: string
  /** All rows, for PostgreSQL. */
  readonly rowsFile: string
  /** Its whole data folder: PGlite's, the example people's keys, and the key that evidence is signed with. */
  readonly dataFolder: string
  readonly evidence: string
  readonly evidenceKeys: string
  readonly anchors: string
}

const RELEASES = join(import.meta.dirname, '../fixtures/releases')

/** The folder of a release's fixtures; each file in it has one name, whoever writes or reads it. */
export function filesOfRelease(folder: string): Omit<ReleaseFixture, 'plans'> & { readonly plansFile: string } {
  return {
    plansFile: join(folder, 'plans.json'),
    agentsDir: join(folder, 'agents'),
    program: join(folder, 'desk-program.js'),
    rowsFile: join(folder, 'rows.sql'),
    dataFolder: join(folder, 'data-folder.tar.gz'),
    evidence: join(folder, 'evidence.json'),
    evidenceKeys: join(folder, 'evidence-keys.json'),
    anchors: join(folder, 'anchors.jsonl'),
  }
}

/** Every release that there are fixtures of. */
export function releaseFixtures(): readonly ReleaseFixture[] {
  return globSync('*/plans.json', { cwd: RELEASES })
    .toSorted()
    .map((path) => {
      const { plansFile, ...files } = filesOfRelease(join(RELEASES, path, '..'))
      return { ...files, plans: ReleasedPlans.parse(JSON.parse(readFileSync(plansFile, 'utf8'))) }
    })
}
