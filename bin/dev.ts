import { build } from '../build.ts'

// What `npm run dev` runs again after each change of the sources: what dist/ is made from may have been changed, too. The
// server isn't the bundled one, which takes longer to make than it saves. What changes in the agents' folders it takes in
// while it runs.
await build()
const { serve } = await import('../src/server.ts')
await serve({ followsFolders: true, migratesFirst: true })
