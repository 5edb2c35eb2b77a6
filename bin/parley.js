#!/usr/bin/env node
import { onNode24 } from './on-node24.js'

onNode24(() => void import('./parley.ts'))
