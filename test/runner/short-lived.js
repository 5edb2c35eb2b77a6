import { setFlagsFromString } from 'node:v8'

// For processes of tests, which live for seconds: what they do once isn't worth optimising. One function of the embedded
// database alone takes V8 four seconds to compile better, for a test that has ended.
const flags = process.env.DATABASE_URL
  ? ['--wasm-tiering-budget=200000000']
  : ['--no-wasm-dynamic-tiering', '--no-wasm-tier-up']
for (const flag of flags) setFlagsFromString(flag)
