import { existsSync } from 'node:fs'
import { onNode24 } from './on-node24.js'

const BUILT = new URL('../dist/processes.js', import.meta.url)

/** Runs one of the processes that `src/app/processes.ts` names, as it was built, with what it takes. */
export function runBuilt(name, options) {
  onNode24(async () => {
    if (!existsSync(BUILT)) {
      process.stderr.write('dist/processes.js is missing. Run npm run build, which makes it.\n')
      process.exit(1)
    }
    // What was compiled in the start before is kept in the folder for temporary files; where it can't be written, a start
    // takes longer.
    const { enableCompileCache } = await import('node:module')
    enableCompileCache()
    const processes = await import(BUILT)
    await processes[name](options)
  })
}
