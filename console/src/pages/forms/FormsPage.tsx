import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FormAnswer } from '../../../../shared/contracts/forms.ts'
import { useFormat } from '../../api/workspace.ts'
import { Page } from '../../parts/Page.tsx'
import { Empty, Show } from '../../parts/States.tsx'
import { Days } from './Days.tsx'
import { useForms } from './forms.ts'
import { NewFormDialog } from './NewFormDialog.tsx'

/** Every form with what came in over it. */
export function FormsPage() {
  const forms = useForms()
  const [asked, ask] = useState(false)
  return (
    <Page
      title="Forms"
      lead="Where leads come in from your own pages"
      actions={<Button onClick={() => ask(true)}>New form</Button>}
    >
      <Show of={forms} what="the forms">
        {(all) =>
          all.length === 0 ? (
            <Empty title="No form is connected yet">
              Make one, copy it into your page, and send a test lead to watch it travel.
            </Empty>
          ) : (
            <FormTable forms={all} />
          )
        }
      </Show>
      <NewFormDialog taken={forms.data ?? []} open={asked} onClose={() => ask(false)} />
    </Page>
  )
}

function FormTable({ forms }: { readonly forms: readonly FormAnswer[] }) {
  return (
    <>
      <div className="table-frame">
        <table className="data">
          <thead>
            <tr>
              <th>Form</th>
              <th className="wide-only">Trend</th>
              <th className="number">Today</th>
              <th className="number">7 days</th>
              <th className="number">30 days</th>
              <th className="number">New people</th>
              <th className="number">To Sales</th>
              <th className="number">Last</th>
            </tr>
          </thead>
          <tbody>
            {forms.map((form) => (
              <Row key={form.id} form={form} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted small above">
        Submissions, in the workspace’s time zone; counted about a minute after they came. New people are those whom the
        form brought first, in 30 days.
      </p>
    </>
  )
}

function Row({ form }: { readonly form: FormAnswer }) {
  const { id, name, submissions, people, sales, lastDay, days, campaign } = form
  const format = useFormat()
  return (
    <tr>
      <td className="lead-who">
        <Link to="/forms/$id" params={{ id }}>
          {name}
        </Link>
        <span>
          {id}
          {campaign !== undefined && ` · ${campaign}`}
        </span>
      </td>
      <td className="wide-only">
        <Days counts={days} />
      </td>
      <td className="number">{format.number(submissions.today)}</td>
      <td className="number">{format.number(submissions.week)}</td>
      <td className="number">{format.number(submissions.month)}</td>
      <td className="number">{format.number(people)}</td>
      <td className="number">{format.number(sales)}</td>
      <td className="number nowrap">{lastDay === null ? '–' : format.day(`${lastDay}T12:00:00Z`)}</td>
    </tr>
  )
}
