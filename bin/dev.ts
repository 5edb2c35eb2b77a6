import { build } from '../build.ts'

// What `npm run dev` runs again after each change: what dist/ is made from may have been changed, too.
await build()
await import('../src/server.ts')
