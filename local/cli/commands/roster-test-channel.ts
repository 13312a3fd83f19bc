import { channelTests } from '../../../shared/contracts/channels.ts'
import { connect } from '../api.ts'
import type { Command } from '../command.ts'
import { findStack } from '../connection.ts'
import { exitCode } from '../failure.ts'
import { table } from '../table.ts'

/** `baton roster test-channel`. */
export const rosterTestChannel: Command = {
  words: 'roster test-channel',
  positionals: ['REP_ID'],
  summary: "Post a sample to every channel of a rep and of the rep's team",
  details: `
Says for each channel whether the sample arrived and, if not, why; never where it went. E-mail is not tested.
Fails when a sample did not arrive.`,
  options: {},
  run: async (given, surroundings) => {
    const id = given.positionals[0] ?? ''
    const api = connect(findStack(surroundings), surroundings)
    const path = `/v1/roster/${encodeURIComponent(id)}/channels/test`
    const answer = await api.read(channelTests, { method: 'POST', path, body: {} })
    const { channels } = answer
    const rows = channels.map(({ of, kind, ok, why }) => [of, kind, ok ? 'arrived' : `failed: ${why ?? 'no reason'}`])
    const columns = ['Of', 'Channel', 'Sample'].map((title) => ({ title }))
    const words = rows.length === 0 ? `${id} has no channel but e-mail\n` : table(columns, rows)
    surroundings.out.write(given.has('json') ? `${JSON.stringify(answer)}\n` : words)
    return channels.every(({ ok }) => ok) ? exitCode.done : exitCode.failed
  },
}
