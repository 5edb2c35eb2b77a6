import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { bundler } from './bundler.ts'

const ROOT = join(import.meta.dirname, '..')

/** The contract as clients know it: what its values come to takes their place in a script for browsers. */
const WIRE = join(ROOT, 'src/contract/wire.ts')

/** Puts what the contract comes to in its place: plain data, and nothing of the library that it is said in. */
export const evaluatedContract: Plugin = {
  name: 'evaluated-contract',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]contract[\\/]wire\.ts$/ }, async () => ({ contents: (await evaluated()).source }))
  },
}

/** The files that the contract comes from. */
export async function contractInputs(): Promise<readonly string[]> {
  return (await evaluated()).inputs
}

interface Evaluated {
  readonly source: string
  /** The files that it hangs on. */
  readonly inputs: readonly string[]
}

let made: Promise<Evaluated> | null = null

// Both bundles take the same.
async function evaluated(): Promise<Evaluated> {
  return await (made ??= evaluate())
}

async function evaluate(): Promise<Evaluated> {
  const { build: esbuild } = await bundler()
  const { outputFiles, metafile } = await esbuild({
    entryPoints: [WIRE],
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    metafile: true,
    write: false,
  })
  const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')}`
  const values: Readonly<Record<string, unknown>> = await import(module)
  return { source: sourceOf(values), inputs: Object.keys(metafile.inputs) }
}

/** A module of these values, each an export by itself; what stands in them more than once is written once. */
function sourceOf(values: Readonly<Record<string, unknown>>): string {
  const times = new Map<string, number>()
  const count = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const key = JSON.stringify(value)
    times.set(key, (times.get(key) ?? 0) + 1)
    if (times.get(key) === 1) Object.values(value).forEach(count)
  }
  Object.values(values).forEach(count)
  const names = new Map<string, string>()
  const lines: string[] = []
  const text = (value: unknown): string => {
    const key = JSON.stringify(value)
    if (typeof value !== 'object' || value === null) return key
    const known = names.get(key)
    if (known !== undefined) return known
    const members = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${text(one)}`)
    const source = Array.isArray(value) ? `[${value.map(text).join()}]` : `{${members.join()}}`
    if (times.get(key) === 1) return source
    const name = `shared${names.size}`
    names.set(key, name)
    lines.push(`const ${name}=${source}`)
    return name
  }
  for (const [name, value] of Object.entries(values)) lines.push(`export const ${name}=${text(value)}`)
  return lines.join('\n')
}
