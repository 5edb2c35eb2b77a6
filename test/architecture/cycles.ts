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

/**
 * The folders that are in a cycle of imports with another one, where a folder is so many first parts of a path: with 2 the
 * rooms of `src`. Types count.
 */
export function folderCycles(files: readonly SourceFile[], depth: number): readonly string[] {
  const folderOf = (path: string) => path.split('/').slice(0, depth).join('/')
  const placed = files.filter(({ path }) => path.split('/').length > depth)
  const known = new Set(placed.map(({ path }) => folderOf(path)))
  const next = new Map([...known].map((folder) => [folder, new Set<string>()]))
  for (const { path, imports } of placed)
    for (const { target } of imports) {
      const to = folderOf(target)
      if (known.has(to) && to !== folderOf(path)) next.get(folderOf(path))?.add(to)
    }
  return [...known].filter((folder) => reaches(next, folder, folder)).toSorted()
}

function reaches(next: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [...(next.get(from) ?? [])]
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (folder === to) return true
    if (seen.has(folder)) continue
    seen.add(folder)
    open.push(...(next.get(folder) ?? []))
  }
  return false
}
