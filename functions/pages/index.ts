import { httpFunction } from '../../shared/lambda/http-function.ts'
import { storedLinkSigner } from '../../shared/lambda/link-signer.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { signInPlace, signInWith } from '../../shared/lambda/sign-in.ts'
import { assignmentAnswers } from './assignments.ts'
import { readConfiguration } from './config.ts'
import { mailLinkAnswers } from './mail-links.ts'
import { publicAnswers } from './public.ts'

const { table, publicUrl } = readConfiguration(process.env)
const ports = awsPorts(table)
const links = storedLinkSigner(ports.store)

/** Serves the pages people open from a mail or a form. */
export const handler = httpFunction<'pages'>({
  ...publicAnswers(ports, publicUrl, signInPlace(process.env)),
  ...assignmentAnswers({ ...ports, ...signInWith(ports.store, process.env), links }),
  ...mailLinkAnswers({ ...ports, links }),
})
