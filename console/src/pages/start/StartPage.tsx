import { Page } from '../../parts/Page.tsx'
import { Guide } from './Guide.tsx'

/** The first steps, from nothing to a lead that has travelled. */
export function StartPage() {
  return (
    <Page title="Guided start" lead="Four steps, each done here; they tick themselves off by what is there">
      <h2 className="sr-only">Steps</h2>
      <Guide />
    </Page>
  )
}
