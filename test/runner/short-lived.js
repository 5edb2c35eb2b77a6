import { setFlagsFromString } from 'node:v8'

// For processes of tests, which live for seconds: what they do once isn't worth optimising. A tenth of a run's time is
// V8 compiling the embedded database's WebAssembly better, by as many threads as there are, for a test that has ended.
setFlagsFromString('--wasm-tiering-budget=200000000')
