import type { LeadAnswer } from '../../../../shared/contracts/lead-answers.ts'
import { useFormat } from '../../api/workspace.ts'

/** What is known of a lead, field by field; what people wrote is shown as text. */
export function Facts({ lead }: { readonly lead: LeadAnswer }) {
  const format = useFormat()
  const place = [lead.postalCode, lead.state, lead.country].filter((part) => part !== undefined).join(', ')
  const facts: readonly (readonly [string, string | number | undefined])[] = [
    ['Company', lead.company],
    ['Web domain', lead.companyDomain],
    ['Employees', lead.employees],
    ['Industry', lead.industry],
    ['Founded', lead.founded],
    ['Place', place || undefined],
    ['First campaign', lead.campaign],
    ['Marketing mail', lead.marketing],
    ['Came in', format.moment(lead.createdAt)],
    ['Merged into it', lead.absorbed === undefined ? undefined : String(lead.absorbed.length)],
    ...Object.entries({ ...lead.answers, ...lead.extra }).map(([name, value]) => [name, String(value)] as const),
  ]
  return (
    <dl className="facts">
      {lead.email !== undefined && <Contact name="E-mail" value={lead.email} scheme="mailto:" />}
      {lead.phone !== undefined && <Contact name="Phone" value={lead.phone} scheme="tel:" />}
      {facts.flatMap(([name, value]) =>
        value === undefined ? [] : [<Fact key={name} name={name} value={String(value)} />],
      )}
    </dl>
  )
}

function Contact({ name, value, scheme }: { readonly name: string; readonly value: string; readonly scheme: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <a href={`${scheme}${value}`}>{value}</a>
      </dd>
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
