import { admit, guarded } from '../../shared/lambda/authorisation.ts'
import { httpFunction } from '../../shared/lambda/http-function.ts'
import { posterFor } from '../../shared/lambda/poster.ts'
import { awsPorts } from '../../shared/lambda/services.ts'
import { signInWith } from '../../shared/lambda/sign-in.ts'
import { bearerAnswers } from './answers.ts'
import { readConfiguration } from './config.ts'

const { table, publicUrl } = readConfiguration(process.env)
const ports = awsPorts(table)
const access = { ...ports, ...signInWith(ports.store, process.env) }
const answers = bearerAnswers({ ...ports, publicUrl, poster: posterFor(process.env) })

/** Answers the bearer API: before every answer it is checked who calls, and whether they may. */
export const handler = httpFunction<'api'>(guarded(answers, (route, event) => admit(access, route, event)))
