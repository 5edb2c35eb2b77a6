import { build } from '../../build.ts'

// Imported by tests of what is bundled, so that none of them runs an old build, also by `node --test` alone.
await build()
