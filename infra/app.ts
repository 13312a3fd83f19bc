import { join } from 'node:path'
import { bundle } from './bundle.ts'
import { synthesize } from './synthesize.ts'

// The CDK command line runs this to make the template. `--unchecked` leaves out the checks that matter only
// before a deployment, so that the local runtime starts quickly; the template is the same.
const root = join(import.meta.dirname, '..')
const checks = !process.argv.includes('--unchecked')
const outdir = process.env.CDK_OUTDIR ?? join(root, 'cdk.out')

await bundle({ root })
synthesize({ bundles: join(root, 'dist', 'functions'), outdir, checks })
