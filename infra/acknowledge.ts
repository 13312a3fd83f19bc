import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/**
 * Accepts a cdk-nag finding on one construct.
 * @param construct the narrowest construct that has the finding
 * @param findings each rule's id with the reason why it does not apply or is accepted
 */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(...Object.entries(findings).map(([id, reason]) => ({ id, reason })))
}
