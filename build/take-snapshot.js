// In JavaScript, since it runs without a compiler, as the plans' processes do: what V8 keeps is then what these would make.
// `node --no-node-snapshot --jitless take-snapshot.js <program> <output> < script`, where the script warms the program up.
import { readFileSync, writeFileSync } from 'node:fs'
import ivm from 'isolated-vm'

const [program, output] = process.argv.slice(2)
const code = readFileSync(program, 'utf8')
const snapshot = ivm.Isolate.createSnapshot([{ code, filename: 'file:///plan' }], readFileSync(0, 'utf8'))
writeFileSync(output, new Uint8Array(snapshot.copy()))
