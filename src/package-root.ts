import { join } from 'node:path'

/** The folder of our package.json: one above `src/`, and one above `dist/`, where the server is one file. */
export const PACKAGE_ROOT: string = join(import.meta.dirname, '..')

/** Where `node build.ts` puts what it makes. */
export const DIST: string = join(PACKAGE_ROOT, 'dist')
