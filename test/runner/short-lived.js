import { setFlagsFromString } from 'node:v8'

// For processes of tests, which live for seconds: what they do once isn't worth optimising.
setFlagsFromString('--wasm-tiering-budget=200000000')
