// Loaded before anything else of the local runtime, and therefore plain JavaScript: compiled and type-stripped
// code is kept in dist/, so that a second start is quicker and needs 30 MB less.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

enableCompileCache(join(import.meta.dirname, '..', 'dist', 'compile-cache'))
