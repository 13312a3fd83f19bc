import { App, Validations } from 'aws-cdk-lib'
import type { CloudAssembly } from 'aws-cdk-lib/cx-api'
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag'
import { readSettings } from './settings.ts'
import { BatonStack } from './stack.ts'

/** Name of the stack and so of its template, `Baton.template.json`. */
export const stackId = 'Baton'

/** Where a synthesis reads and writes. */
export interface SynthesisOptions {
  /** Folder with one bundle folder per function. */
  readonly bundles: string
  /** Folder the cloud assembly is written to; what CDK_OUTDIR says, or a temporary folder, when absent. */
  readonly outdir?: string
  /** Whether cdk-nag and CloudFormation's schemas check the result, as they must before a deployment (3 s). */
  readonly checks: boolean
  /** Context values, as `-c name=value` gives them. */
  readonly context?: Readonly<Record<string, string>>
}

/**
 * Makes the CDK app with its one stack and the checks it must pass.
 * @param options where to read and write
 */
export function makeApp(options: SynthesisOptions): { readonly app: App; readonly stack: BatonStack } {
  const app = new App({
    ...(options.outdir === undefined ? {} : { outdir: options.outdir }),
    analyticsReporting: false,
    builtinCloudFormationValidation: options.checks,
    treeMetadata: false,
    context: {
      ...options.context,
      // The local runtime finds each function's code by this metadata.
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:enable-path-metadata': true,
      'aws:cdk:disable-stack-trace': !options.checks,
    },
  })
  if (options.checks) Validations.of(app).addPlugins(...packs(app))
  const stack = new BatonStack(app, stackId, {
    description: 'Baton passes the lead from Marketing to Sales without dropping it',
    settings: readSettings(app),
    bundles: options.bundles,
    terminationProtection: true,
  })
  return { app, stack }
}

/**
 * The rules the stack must follow.
 * @param app the CDK app
 */
export function packs(app: App): readonly NagPack[] {
  return [new AwsSolutionsChecks(app, { verbose: true }), new ServerlessChecks(app, { verbose: true })]
}

/**
 * Writes the cloud assembly.
 * @param options where to read and write
 * @returns the assembly
 * @throws when a check has a finding that is not acknowledged
 */
export function synthesize(options: SynthesisOptions): CloudAssembly {
  return makeApp(options).app.synth()
}
