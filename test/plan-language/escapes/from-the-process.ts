import { fails, says, type Escape } from './escape.ts'

const SOON = { wallMs: 400 }
const BEHIND_WALLS = { needsWalls: true }
const DENIED = /^(ERR_ACCESS_DENIED|ENOENT)$/

/**
 * Code in the child process itself, as if the isolate had been broken out of. Environment, threads, code from text, the
 * user and the first words on the network are in test/plan-language/sandbox-walls.test.ts.
 */
export const FROM_THE_PROCESS: readonly Escape[] = [
  says('reads a file', "return load('fs').readFileSync('/etc/passwd', 'utf8')", DENIED),
  says('lists the files', "return load('fs').readdirSync('/')", DENIED),
  says('reads a file by a promise', "return load('fs').promises.readFile('/etc/passwd', 'utf8')", DENIED),
  says('reads its start environment', "return load('fs').readFileSync('/proc/self/environ', 'utf8')", DENIED),
  says('changes the program that the next child runs', "load('fs').appendFileSync(process.argv[1], 'evil()')", DENIED),
  says('links to a file', "load('fs').linkSync('/etc/passwd', '/tmp/x')", DENIED),
  says('opens a database', "new (load('node:sqlite').DatabaseSync)('/tmp/x.sqlite')", /^ERR_/, BEHIND_WALLS),
  says(
    'opens a database by its journal',
    "new (load('node:sqlite').DatabaseSync)(':memory:').exec(\"attach '/etc/passwd' as x; create table x.y (z)\"); return 'made'",
    /^ERR_/,
    BEHIND_WALLS,
  ),
  says(
    'loads a library',
    "process.dlopen({ exports: {} }, load('fs').realpathSync('/lib64/ld-linux-x86-64.so.2')); return 'loaded'",
    /^ERR_/,
    BEHIND_WALLS,
  ),
  says('writes a report of itself', "return process.report.writeReport('/tmp/report.json')", /^ERR_ACCESS_DENIED$/),
  says(
    'asks who it is',
    "return JSON.stringify(load('os').userInfo())",
    /^(ERR_SYSTEM_ERROR|.*"uid":65534.*)$/,
    BEHIND_WALLS,
  ),
  says(
    'uses what it inherited',
    `const fs = load('fs'), open = []
     for (let fd = 3; fd < 64; fd++) { try { const s = fs.fstatSync(fd); if (s.isFile() || s.isSocket() || s.isDirectory()) open.push(fd) } catch {} }
     return open.join()`,
    /^$/,
  ),
  says('starts a shell', "load('child_process').execSync('id')", /^ERR_ACCESS_DENIED$/),
  says('forks itself', "load('child_process').fork(process.argv[1])", /^ERR_ACCESS_DENIED$/),
  says('becomes another program', "process.execve('/bin/sh', ['sh'], {})", /^ERR_ACCESS_DENIED$/),
  says("takes Node's own bindings", "return Object.keys(process.binding('spawn_sync'))", /^ERR_ACCESS_DENIED$/),
  says('lets a debugger in', "load('inspector').open(0)", /^ERR_(ACCESS_DENIED|INSPECTOR)/),
  says('debugs itself', "new (load('inspector').Session)().connect()", /^ERR_(ACCESS_DENIED|INSPECTOR)/),
  says('runs WebAssembly', "load('wasi'); return new WebAssembly.Memory({ initial: 1 })", /not defined|ERR_/),
  says('becomes root', 'process.setuid(0); return process.getuid()', /^EPERM$/, BEHIND_WALLS),
  says(
    'looks for processes to end',
    `const found = []
     for (let pid = 1; pid < 70000; pid++) { try { process.kill(pid, 0); found.push(pid) } catch {} }
     return found.join()`,
    /^1(,\d+){0,12}$/,
    BEHIND_WALLS,
  ), // itself and its threads
  says(
    'ends its parent',
    "process.kill(process.ppid, 'SIGKILL'); return 'nobody'",
    /^(nobody|ESRCH|EPERM)$/,
    BEHIND_WALLS,
  ),
  fails('ends itself', 'process.abort()', ['crashed', /./, 'replaced']),
  says(
    'asks for a name',
    "return reach((ok, no) => load('dns').resolve4('example.com', (error, found) => error ? no(error) : ok(found)))",
    /^E[A-Z]+$/,
    BEHIND_WALLS,
  ),
  says(
    'sends a packet',
    "return reach((ok, no) => load('dgram').createSocket('udp4').on('error', no).send('x', 9, '192.0.2.1', (error) => error ? no(error) : ok('sent')))",
    /^E[A-Z]+$/,
    BEHIND_WALLS,
  ),
  says('fetches a page', "return (await fetch('http://192.0.2.1/')).status", /fetch failed|^E[A-Z]+$/, BEHIND_WALLS),
  says(
    'connects to a service of this machine through its file',
    "return reach((ok, no) => load('net').connect('/run/parley-escape-probe.sock').on('connect', () => ok('connected')).on('error', no))",
    /^(ENOENT|EACCES)$/,
    BEHIND_WALLS,
  ),
  says(
    'takes a gigabyte of memory',
    'return Buffer.alloc(2 ** 30, 1).length',
    /^(ERR_MEMORY_ALLOCATION_FAILED|Array buffer allocation failed)$/,
    BEHIND_WALLS,
  ),
  fails('fills its own heap', 'const all = []; for (;;) all.push({ all: [all] })', ['crashed', /./, 'replaced']),
  fails('loops for ever', 'for (;;);', ['crashed', /said nothing/, 'replaced'], SOON),
  fails('says half a line', 'say(\'{"type":"done",\')', ['crashed', /said nothing/, 'replaced'], SOON),
  fails('says half a line and dies', 'say(\'{"type":"done",\'); setImmediate(() => process.exit(0))', [
    'crashed',
    /./,
    'replaced',
  ]),
  // It ends by itself, but where a plan before it has left something open in the same process.
  fails('hangs up', "load('fs').closeSync(1); process.stdin.destroy()", ['crashed', /./, 'replaced'], SOON),
  fails(
    'hangs up and lives on',
    "load('fs').closeSync(1); setInterval(() => {}, 1000)",
    ['crashed', /said nothing/, 'replaced'],
    SOON,
  ),
  fails(
    'writes to the log without end',
    'const more = () => process.stderr.write("x".repeat(65536), more); more()',
    ['crashed', /./, 'replaced'],
    SOON,
  ),
  fails(
    'floods the channel with lines',
    'const more = () => process.stdout.write("{}\\n".repeat(10000), more); more()',
    ['protocol', /./, 'replaced'],
  ),
  fails('says a line that is nested deeply', "say('['.repeat(3e6) + '\\n')", ['protocol', /./, 'replaced']),
  fails('says a line with a prototype in it', 'say(`{"type":"done","plan":${plan},"__proto__":{"json":"{}"}}\\n`)', [
    'protocol',
    /./,
    'replaced',
  ]),
  fails('says a number that is none', 'say(`{"type":"done","plan":${plan},"cpuMs":1e999,"json":"{}"}\\n`)', [
    'protocol',
    /./,
    'replaced',
  ]),
  fails('answers for another plan', 'tell({ type: "stopped", plan: plan + 1, why: "cpu" })', [
    'protocol',
    /./,
    'replaced',
  ]),
  fails('forges an answer to itself', 'tell({ type: "answer", plan, index: 0, json: "{}" })', [
    'protocol',
    /./,
    'replaced',
  ]),
]
