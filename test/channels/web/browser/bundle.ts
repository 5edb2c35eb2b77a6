import { build } from 'esbuild'
import { join } from 'node:path'
import { evaluatedContract } from '../../../../build/evaluated-contract.ts'

const ROOT = join(import.meta.dirname, '../../../..')

/** A script of this folder, bundled as the pages' own are. */
export async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, file)],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2024',
    plugins: [evaluatedContract],
  })
  return outputFiles[0]?.text ?? ''
}
