import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { mayRead } from '../isolation/isolation.ts'
import { DIST, PACKAGE_ROOT } from '#package-root.ts'
import type { DetectedIsolation } from './isolation.ts'
import { keptSnapshot } from './kept-snapshot.ts'

/** The files that a child is made of. */
export interface ChildFiles {
  /** The bundled child. */
  readonly child: string
  /** The program of its isolates. */
  readonly isolate: string
}

export type ChildProcess = ChildProcessByStdio<Writable, Readable, Readable>

/** Those that `node build.ts` makes. */
export const BUILT: ChildFiles = { child: join(DIST, 'sandbox-child.js'), isolate: join(DIST, 'plan-isolate.js') }

/** Everything that a child reads from disk. Node asks our package.json what kind of module the child's bundle is. */
export function filesOfChild(files: ChildFiles): readonly string[] {
  const require = createRequire(import.meta.url)
  const isolatedVm = dirname(require.resolve('isolated-vm/package.json'))
  const nodeGypBuild = dirname(createRequire(join(isolatedVm, 'package.json')).resolve('node-gyp-build/package.json'))
  const kept = [keptSnapshot(files.isolate)].filter((path) => existsSync(path))
  return [files.child, files.isolate, ...kept, join(PACKAGE_ROOT, 'package.json'), isolatedVm, nodeGypBuild]
}

/** Starts a child behind the walls: no environment, no files but its own, no code from text, no compiler. */
export function spawnChild(files: ChildFiles, walls: DetectedIsolation, memoryMb: number): ChildProcess {
  const command = [
    ...walls.wrapper,
    process.execPath,
    ...nodeFlags(files),
    files.child,
    files.isolate,
    String(memoryMb),
  ]
  const [file = process.execPath, ...args] = command
  return spawn(file, args, {
    cwd: '/',
    // For node-gyp-build, which else looks for a file that it may not read. Times in text don't depend on the machine.
    env: { LIBC: existsSync('/etc/alpine-release') ? 'musl' : 'glibc', TZ: 'UTC' },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true, // Ctrl-C at a terminal is for the server, which ends its children when their plans are done
  })
}

function nodeFlags(files: ChildFiles): readonly string[] {
  return [
    '--permission',
    '--allow-addons', // isolated-vm is one; the permission model then asks this to be said
    ...mayRead(filesOfChild(files)),
    '--disallow-code-generation-from-strings',
    '--disable-proto=throw',
    '--jitless', // no compiler, no WebAssembly to attack; one plan is over before a compiler would have helped
    '--no-lazy-feedback-allocation', // each plan runs once: what speeds up its second round has to be there in the first
    '--no-node-snapshot', // isolated-vm's snapshots need it (its README)
    // Room for what one plan makes, so that nothing is collected before it ends: that took a sixth of its time.
    '--min-semi-space-size=2',
    '--max-semi-space-size=2',
    '--max-old-space-size=64',
    '--no-warnings',
  ]
}
