import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder of our package.json: above `src/`, and above `dist/`, where what is built lies deeper or less deep. */
export const PACKAGE_ROOT: string = dirname(findPackageJSON(import.meta.url) ?? import.meta.dirname)

/** Where `node build.ts` puts what it makes. */
export const DIST: string = join(PACKAGE_ROOT, 'dist')
