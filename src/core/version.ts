import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { PACKAGE_ROOT } from '#package-root.ts'

const Manifest = z.object({ version: z.string() })

/** This version of Parley, as package.json says it. */
export const VERSION: string = Manifest.parse(
  JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')),
).version
