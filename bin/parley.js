#!/usr/bin/env node
// Plain JavaScript, so that an old Node gets as far as being told.
import './require-node.js'

void import('./parley.ts')
