import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { FormFieldAnswer } from '../../../../shared/contracts/forms.ts'
import { Icon } from '../../shell/icons.tsx'
import { type FieldDraft, fieldsLeft, isKnown, nameFor, newField } from './fields.ts'

const types: readonly { readonly value: FormFieldAnswer['type']; readonly label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'textarea', label: 'Long text' },
  { value: 'email', label: 'E-mail' },
  { value: 'tel', label: 'Phone' },
  { value: 'number', label: 'Number' },
  { value: 'select', label: 'Choice' },
  { value: 'checkbox', label: 'Tick box' },
]

/** What a form asks for: in which order, how, and whether it insists. */
export function Fields({ fields, onChange }: FieldsProps) {
  const put = (index: number, field: FieldDraft) => onChange(fields.with(index, field))
  const move = (index: number, by: -1 | 1) => {
    const [moved, other] = [fields[index], fields[index + by]]
    if (moved !== undefined && other !== undefined) onChange(fields.with(index, other).with(index + by, moved))
  }
  return (
    <>
      <ol className="form-fields">
        {fields.map((field, index) => (
          <li key={field.key}>
            <Field field={field} onChange={(changed) => put(index, changed)} />
            <div className="form-field-acts">
              <Act name={`Move ${field.label} up`} icon="up" disabled={index === 0} onClick={() => move(index, -1)} />
              <Act
                name={`Move ${field.label} down`}
                icon="down"
                disabled={index === fields.length - 1}
                onClick={() => move(index, 1)}
              />
              <Act
                name={`Remove ${field.label}`}
                icon="remove"
                onClick={() => onChange(fields.filter(({ key }) => key !== field.key))}
              />
            </div>
          </li>
        ))}
      </ol>
      <div className="row row-end above">
        <NativeSelect
          label="Add a field"
          value=""
          data={[{ value: '', label: 'Choose…' }, ...fieldsLeft(fields)]}
          onChange={({ currentTarget: { value } }) => value !== '' && onChange([...fields, newField(value)])}
        />
        <Button variant="default" onClick={() => onChange([...fields, newField('')])}>
          Add one of your own
        </Button>
      </div>
    </>
  )
}

/** The fields as edited. */
export interface FieldsProps {
  readonly fields: readonly FieldDraft[]
  readonly onChange: (fields: readonly FieldDraft[]) => void
}

function Act(props: {
  readonly name: string
  readonly icon: 'up' | 'down' | 'remove'
  readonly disabled?: boolean
  readonly onClick: () => void
}) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={props.name}
      aria-disabled={props.disabled}
      onClick={() => props.disabled !== true && props.onClick()}
    >
      <Icon name={props.icon} />
    </button>
  )
}

function Field({ field, onChange }: { readonly field: FieldDraft; readonly onChange: (field: FieldDraft) => void }) {
  const own = !isKnown(field.name)
  return (
    <div className="form-field">
      <TextInput
        label={field.name === '' ? 'Label of your own field' : `Label (${field.name})`}
        value={field.label}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...field, label: value, ...(own ? { name: nameFor(value) } : {}) })
        }
      />
      <NativeSelect
        label="Type"
        value={field.type}
        data={[...types]}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...field, type: types.find((one) => one.value === value)?.value ?? 'text' })
        }
      />
      <Checkbox
        label="Required"
        checked={field.required === true}
        onChange={({ currentTarget: { checked } }) => onChange({ ...field, required: checked })}
      />
      {field.type === 'select' && (
        <TextInput
          className="form-field-options"
          label="Choices, with commas between"
          defaultValue={field.options?.join(', ') ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...field, options: value.split(',').flatMap((one) => one.trim() || []) })
          }
        />
      )}
    </div>
  )
}
