import { Progress } from '@mantine/core'
import { type ErasedAnswer, useJob } from '../../api/privacy.ts'
import { useFormat } from '../../api/workspace.ts'
import { Page } from '../../parts/Page.tsx'
import { Empty } from '../../parts/States.tsx'
import { useSession } from '../../session/session.ts'

/** What is left to say of a lead that was erased. */
export function ErasedLead({ erased }: { readonly erased: ErasedAnswer }) {
  const format = useFormat()
  const { role } = useSession()
  return (
    <Page title="Erased" lead={`on ${format.moment(erased.at)}`}>
      <Empty title="This person was erased">
        <p>Nothing that tells who it was is kept. Reports and deals count what they counted.</p>
        {role !== 'rep' && <ErasureProgress job={erased.job} />}
      </Empty>
    </Page>
  )
}

function ErasureProgress({ job: id }: { readonly job: string }) {
  const format = useFormat()
  const { data: job } = useJob(id)
  if (job === undefined) return null
  const share = job.total === undefined || job.total === 0 ? 0 : (100 * job.done) / job.total
  if (job.state === 'running')
    return (
      <div role="status">
        <p>{job.parked ? 'What is left could not be removed: see Operations.' : 'What is left is being removed.'}</p>
        <Progress value={share} aria-label={`Removed: ${Math.round(share)} %`} />
      </div>
    )
  return <p role="status">Done: {format.number(job.done)} records were removed or emptied.</p>
}
