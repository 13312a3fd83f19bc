// Runs the fixture's stack in a process of its own, for tests that kill it: node run-fixture.ts TEMPLATE DATA_DIR
import { start } from '../../local/start.ts'

const [, , template = '', dataDirectory = ''] = process.argv
const stack = await start({ template, dataDirectory, schedules: 'manual', nextDue: async () => undefined })
console.log(JSON.stringify({ endpoints: stack.endpoints, pids: stack.pids }))
