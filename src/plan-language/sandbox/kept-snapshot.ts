/**
 * Where `node build.ts` keeps what an isolate of this program starts from. V8 reads only what the same V8 wrote, for the
 * same processor; where there is none, a child takes a snapshot of its own, for an eighth of a second of work.
 */
export function keptSnapshot(program: string): string {
  return program.replace(/\.js$/, `.${process.versions.v8}-${process.arch}.snapshot`)
}
