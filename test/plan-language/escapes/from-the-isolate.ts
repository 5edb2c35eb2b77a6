import { fails, says, type Escape } from './escape.ts'

const IN_TIME = { cpuMs: 300 }
const DEEP = 'const deep = () => deep() + 1; '
const REACHES = '"return typeof process + typeof require + typeof globalThis.ivm"'

/** Plain JavaScript in the isolate, as if the language's wall had fallen. */
export const FROM_THE_ISOLATE: readonly Escape[] = [
  fails('loops without end', 'for (;;) {}', ['limit', /computed for longer than 300 ms/, 'kept'], IN_TIME),
  fails(
    'looks for a text with a pattern that never ends',
    'return tell(/^(a+)+$/.test("a".repeat(40) + "b"))',
    ['limit', /computed for longer/, 'kept'],
    IN_TIME,
  ),
  fails(
    'follows promises without end',
    'const next = () => Promise.resolve().then(next); next(); return ok()',
    // Which of the two it meets first hangs on when its leavings are collected.
    ['limit', /computed for longer|needed more than/, 'kept'],
    IN_TIME,
  ),
  fails(
    'waits for a read that is never answered',
    'begin(call(0, "shop/orders.get", { id: "never" })); answer(0); return ok()',
    ['limit', /longer than 900 ms/, 'kept'],
    { wallMs: 900 },
  ),
  fails(
    'waits on shared memory',
    'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
    ['limit', /longer than 900 ms/, 'kept'],
    { wallMs: 900 },
  ),
  fails('fills its memory with a list', 'const all = []; for (;;) all.push(new Array(1000).fill(1))', [
    'limit',
    /more than 32 MB/,
    'kept',
  ]),
  fails(
    'fills its memory with a text',
    'let t = "x".repeat(1000); const all = []; for (;;) all.push((t += t) + all.length)',
    ['crashed', /./, 'kept'],
  ),
  fails('fills its memory with buffers', 'const all = []; for (;;) all.push(new Uint8Array(2 ** 24).fill(1))', [
    'crashed',
    /./,
    'kept',
  ]),
  fails('shares a gigabyte of memory', 'return tell(new SharedArrayBuffer(2 ** 30).byteLength)', [
    'crashed',
    /./,
    'kept',
  ]),
  fails('computes with a giant number', 'return tell(2n ** (2n ** 62n))', ['crashed', /./, 'kept']),
  fails('splits more than memory holds', '"x".repeat(2 ** 28).split("")', ['crashed', /./, 'replaced']),
  fails('calls itself without end', `${DEEP} deep()`, ['crashed', /./, 'kept']),
  fails('throws', 'throw new Error("secret")', ['crashed', /^(?!.*secret)/, 'kept']),
  fails(
    'throws a thing that loops when it is looked at',
    'throw { get message() { for (;;); } }',
    ['limit', /computed for longer/, 'kept'],
    IN_TIME,
  ),
  fails('reads without end', 'for (let i = 0; ; i++) begin(read(i))', ['crashed', /./, 'kept']),
  fails('asks with a request of 20 MB', 'begin(read(0, { args: { id: "x".repeat(2e7) } })); return ok()', [
    'crashed',
    /./,
    'kept',
  ]),
  fails('answers with 100 MB', 'return "x".repeat(1e8)', ['crashed', /./, 'kept']),
  fails(
    'asks with an object in the place of text',
    'start.applySync(undefined, [{ length: 0 }], { arguments: { copy: true } }); return ok()',
    ['protocol', /./, 'replaced'],
  ),
  fails('asks with a function, to be called by the host', 'start.applySync(undefined, [() => 1]); return ok()', [
    'protocol',
    /./,
    'replaced',
  ]),
  fails(
    'asks with a proxy',
    'start.applySync(undefined, [new Proxy({}, {})], { arguments: { copy: true } }); return ok()',
    ['crashed', /./, 'kept'],
  ),
  fails('answers with an object in the place of text', 'return raw({ length: 0, type: "done" })', [
    'protocol',
    /./,
    'replaced',
  ]),
  fails('answers with a promise that never ends', 'return raw(new Promise(() => {}))', ['crashed', /./, 'kept']),
  fails('answers with a thing that writes itself down', 'return { toJSON: () => ({ ok: true, effects: "all" }) }', [
    'protocol',
    /./,
    'replaced',
  ]),
  fails('changes how every list is written down', 'Array.prototype.toJSON = () => "all"; return ok()', [
    'protocol',
    /./,
    'replaced',
  ]),
  says(
    "walks to its own functions' constructor",
    `return tell((() => {}).constructor(${REACHES})())`,
    /^(undefined){3}$/,
  ),
  says(
    "walks there from the host's function",
    `return tell(start.constructor.constructor(${REACHES})())`,
    /^(undefined){3}$/,
  ),
  says(
    'walks there from the plan that the host gave',
    `return tell(plan.constructor.constructor(${REACHES})())`,
    /^(undefined){3}$/,
  ),
  says(
    "walks there from an answer's promise",
    `return tell(start.apply(undefined, [JSON.stringify(read(0))]).constructor.constructor(${REACHES})())`,
    /^(undefined){3}$/,
  ),
  says(
    'walks there from an error of the host',
    `try { start.applySync(undefined, []) } catch (error) { return tell(error.constructor.constructor(${REACHES})()) }`,
    /^(undefined){3}$/,
  ),
  says(
    "walks there from an error's call sites",
    `Error.prepareStackTrace = (_, sites) => sites.map((site) => typeof site.getThis()?.process + typeof site.getFunction()?.constructor("return process"))
     try { start.applySync(undefined, []) } catch (error) { return tell([].concat(error.stack).join().includes("object")) }`,
    /^false$/,
  ),
  says(
    'walks there through a species',
    `class Mine extends Promise { static get [Symbol.species]() { return function (work) { work(() => {}, () => {}); this.got = arguments } } }
     const p = Mine.resolve(1).then(() => 1); return tell(p.got[0].constructor(${REACHES})())`,
    /^(undefined){3}$/,
  ),
  says(
    'follows the host function to its own values',
    `const tries = [() => start.deref(), () => start.getSync("constructor"), () => start.copySync(), () => start.setSync("x", 1)]
     return tell(tries.map((attempt) => { try { return typeof attempt() } catch { return "no" } }).join())`,
    /^no,(no|undefined),no,(no|undefined)$/,
  ),
  says(
    'asks for an answer by a name that every list has',
    `const keys = ["__proto__", "constructor", -1, 1e9, "length", {}]
     return tell(keys.map((key) => { try { return typeof wait.applySyncPromise(undefined, [key]) } catch (error) { return error instanceof Error ? 'refused' : 'something else' } }).join())`,
    /^((undefined|refused),?){6}$/,
  ),
  says('imports a module', 'import("node:fs").catch(() => {}); return tell("nothing")', /^nothing$/),
  says(
    'looks for all that a host gives',
    'return tell(["process", "require", "module", "console", "setTimeout", "fetch", "WebAssembly", "ShadowRealm"].filter((name) => name in globalThis).join())',
    /^(console)?$/,
  ),
  says(
    'changes what every object has',
    'Object.prototype.ok = true; Object.prototype.args = {}; return tell("mine alone")',
    /^mine alone$/,
  ),
  says(
    'puts a getter before its answers',
    `begin(read(0)); Object.defineProperty(Object.prototype, "value", { get() { return plan } })
     return tell(answer(0).value.id)`,
    /^A17$/,
  ),
]
