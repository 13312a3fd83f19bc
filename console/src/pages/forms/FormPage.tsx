import { Button, TextInput } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useId, useMemo, useState } from 'react'
import type { FormAnswer } from '../../../../shared/contracts/forms.ts'
import { useFormat } from '../../api/workspace.ts'
import { Figure } from '../../parts/marks.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { Empty, Show } from '../../parts/States.tsx'
import { Embed } from './Embed.tsx'
import { Fields } from './Fields.tsx'
import { type FieldDraft, faultIn, fieldOf, firstFields } from './fields.ts'
import { type FormSettings, useForms, usePutForm } from './forms.ts'
import { TestLead } from './TestLead.tsx'

/** One form: what it asks for, how it is put into a page, and a test lead to watch. */
export function FormPage() {
  const { id } = useParams({ from: '/forms/$id' })
  const forms = useForms()
  return (
    <Show of={forms} what="the form">
      {(all) => {
        const form = all.find((one) => one.id === id)
        if (form === undefined)
          return (
            <Empty title="There is no such form">
              <Link to="/forms">All forms</Link>
            </Empty>
          )
        return <Form key={id} form={form} />
      }}
    </Show>
  )
}

/** What is edited; nothing of it is kept until it is saved. */
interface Draft {
  readonly name: string
  readonly campaign: string
  readonly country: string
  readonly thankYouUrl: string
  readonly fields: readonly FieldDraft[]
}

function draftOf({ name, campaign = '', country = '', thankYouUrl = '', fields }: FormAnswer): Draft {
  const drafts = fields?.map((field): FieldDraft => ({ ...field, key: field.name })) ?? firstFields()
  return { name, campaign, country, thankYouUrl, fields: drafts }
}

function settingsOf(id: string, { name, campaign, country, thankYouUrl, fields }: Draft): FormSettings {
  return {
    id,
    name: name.trim(),
    ...(campaign.trim() === '' ? {} : { campaign: campaign.trim() }),
    ...(country.trim() === '' ? {} : { country: country.trim().toUpperCase() }),
    ...(thankYouUrl.trim() === '' ? {} : { thankYouUrl: thankYouUrl.trim() }),
    fields: fields.map(fieldOf),
  }
}

function Form({ form }: { readonly form: FormAnswer }) {
  const [draft, edit] = useState<Draft>()
  const format = useFormat()
  const put = usePutForm()
  const editing = useId()
  const saved = useMemo(() => draftOf(form), [form])
  const shown = draft ?? saved
  const fault = faultIn(shown.fields) ?? (shown.name.trim() === '' ? 'The form needs a name.' : undefined)
  const save = () => put.mutate(settingsOf(form.id, shown), { onSuccess: () => edit(undefined) })
  const { submissions, people, sales } = form
  return (
    <Page
      title={form.name}
      lead={
        <>
          <Link to="/forms">Forms</Link> · posts to <code>{form.url}</code>
        </>
      }
      actions={
        <Button
          type="submit"
          form={editing}
          disabled={draft === undefined || fault !== undefined}
          loading={put.isPending}
        >
          {draft === undefined ? 'Saved' : 'Save'}
        </Button>
      }
    >
      <dl className="figures">
        <Figure name="Today" value={format.number(submissions.today)} />
        <Figure name="7 days" value={format.number(submissions.week)} />
        <Figure name="30 days" value={format.number(submissions.month)} />
        <Figure name="New people, 30 days" value={format.number(people)} />
        <Figure
          name="Of them to Sales"
          value={format.number(sales)}
          hint={people === 0 ? '' : format.percent(sales / people)}
        />
      </dl>
      <Worth form={form} />
      <div className="columns columns-wide section">
        <div>
          <form
            id={editing}
            onSubmit={(event) => {
              event.preventDefault()
              if (fault === undefined) save()
            }}
          >
            <Section title="Fields">
              {form.fields === undefined && draft === undefined && (
                <p className="note above">
                  Somebody wrote the HTML of this form by hand. What you choose here changes nothing on that page: it is
                  for the embed.
                </p>
              )}
              <Fields fields={shown.fields} onChange={(fields) => edit({ ...shown, fields })} />
              {fault !== undefined && (
                <p className="note note-warn above" role="alert">
                  {fault}
                </p>
              )}
            </Section>
            <Settings draft={shown} onChange={edit} />
          </form>
        </div>
        <div>
          <Embed form={{ ...form, ...settingsOf(form.id, shown), fields: shown.fields.map(fieldOf) }} />
          <Section title="Send a test lead">
            <TestLead form={form} />
          </Section>
        </div>
      </div>
    </Page>
  )
}

/** What filling it in does to a score. */
function Worth({ form: { points, hot } }: { readonly form: FormAnswer }) {
  if (points === null)
    return (
      <p className="note note-warn above">
        The playbook gives no points for this form, so it makes nobody hot: leads are judged by what else is known. A
        rule for it goes into the <Link to="/playbook">playbook</Link>, under scoring, engagement.
      </p>
    )
  return (
    <p className="muted small above">
      Filling it in gives {points} points; {hot} make a lead hot.
    </p>
  )
}

function Settings({ draft, onChange }: { readonly draft: Draft; readonly onChange: (draft: Draft) => void }) {
  return (
    <Section title="Settings">
      <div className="pairs">
        <TextInput
          label="Name"
          value={draft.name}
          onChange={({ currentTarget: { value } }) => onChange({ ...draft, name: value })}
        />
        <TextInput
          label="Default campaign"
          description="For visitors whose address names none"
          value={draft.campaign}
          onChange={({ currentTarget: { value } }) => onChange({ ...draft, campaign: value })}
        />
        <TextInput
          label="Thank-you page"
          description="Where visitors are led on to; ours when empty"
          type="url"
          placeholder="https://www.example.com/thanks"
          value={draft.thankYouUrl}
          onChange={({ currentTarget: { value } }) => onChange({ ...draft, thankYouUrl: value })}
        />
        <TextInput
          label="Country of phone numbers"
          description="Two letters, such as US; the workspace’s when empty"
          maxLength={2}
          pattern="[A-Za-z]{2}"
          value={draft.country}
          onChange={({ currentTarget: { value } }) => onChange({ ...draft, country: value })}
        />
      </div>
    </Section>
  )
}
