import type { SourceFile } from './source-file.ts'

/** Each cycle of imports, once, as `a.ts → b.ts → a.ts`. Types count: files that know each other are read as one. */
export function cycles(files: readonly SourceFile[]): readonly string[] {
  const targets = new Map(files.map(({ path, imports }) => [path, imports.map(({ target }) => target)]))
  const found: string[] = []
  const finished = new Set<string>()
  const walk = (path: string, way: readonly string[]) => {
    const seen = way.indexOf(path)
    if (seen >= 0) found.push([...way.slice(seen), path].join(' → '))
    if (seen >= 0 || finished.has(path)) return
    for (const target of targets.get(path) ?? []) walk(target, [...way, path])
    finished.add(path)
  }
  for (const path of targets.keys()) walk(path, [])
  return found
}
