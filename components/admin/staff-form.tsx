'use client'

import { type ReactNode, useActionState, useId } from 'react'
import { Icon } from '@/components/ui/icon'

/** What an action says back; what was typed comes back too, but for secrets. */
export interface FormAnswer {
  refused?: string
  said?: string
  /** Shown once and kept nowhere, e.g. a new link. */
  shown?: readonly { label: string; value: string }[]
  values?: Readonly<Record<string, string>>
}

export type FormAction = (answer: FormAnswer, form: FormData) => Promise<FormAnswer>

export interface FormField {
  name: string
  label: string
  kind?: 'text' | 'email' | 'password' | 'search' | 'area' | 'choice' | 'check'
  value?: string
  help?: string
  autoComplete?: string
  inputMode?: 'numeric' | 'decimal' | 'text'
  optional?: boolean
  most?: number
  options?: readonly { value: string; label: string }[]
}

/** A form of the staff's pages. It works without JavaScript; a refusal keeps what was typed and is announced. */
export function StaffForm(props: {
  action: FormAction
  /** Values that travel along unseen. */
  hidden: Readonly<Record<string, string>>
  fields: readonly FormField[]
  submit: string
  /** Classes of the button; ink when absent. */
  tone?: string
  className?: string
  children?: ReactNode
}) {
  const [answer, send, busy] = useActionState(props.action, {})
  const id = useId()
  return (
    <form action={send} className={props.className ?? 'staff-form'}>
      {Object.entries(props.hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.children}
      {props.fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          kept={answer.values?.[field.name]}
          fault={answer.refused ? `${id}-fault` : undefined}
        />
      ))}
      {answer.refused && (
        <p className="fault" role="alert" id={`${id}-fault`}>
          <Icon name="blocked" size={14} />
          {answer.refused}
        </p>
      )}
      {answer.said && (
        <p className="state ok small" role="status">
          <Icon name="ok" size={14} />
          <span>{answer.said}</span>
        </p>
      )}
      {answer.shown && (
        <dl className="staff-shown">
          {answer.shown.map(({ label, value }) => (
            <div key={label}>
              <dt className="small quiet">{label}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <button type="submit" className={`button ${props.tone ?? ''}`} aria-busy={busy || undefined}>
        {props.submit}
      </button>
    </form>
  )
}

function Field({ field, kept, fault }: { field: FormField; kept: string | undefined; fault: string | undefined }) {
  const id = useId()
  const help = useId()
  const { name, label, kind = 'text', options = [] } = field
  const described = [field.help ? help : '', fault ?? ''].filter(Boolean).join(' ')
  const common = {
    id,
    name,
    required: !field.optional,
    'aria-describedby': described || undefined,
    className: 'field',
    maxLength: field.most ?? 200,
  }
  const value = kept ?? field.value ?? ''
  if (kind === 'check') {
    return (
      <label className="staff-check">
        <input type="checkbox" name={name} value="yes" required={!field.optional} defaultChecked={value === 'yes'} />
        <span>{label}</span>
      </label>
    )
  }
  return (
    <div>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {kind === 'area' && <textarea {...common} rows={3} defaultValue={value} key={value} />}
      {kind === 'choice' && (
        <select id={id} name={name} className="field" defaultValue={value} key={value} aria-describedby={described || undefined}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      {kind !== 'area' && kind !== 'choice' && (
        <input
          {...common}
          key={value}
          type={kind}
          defaultValue={kind === 'password' ? '' : value}
          autoComplete={field.autoComplete}
          inputMode={field.inputMode}
        />
      )}
      {field.help && (
        <span className="help block mt-1" id={help}>
          {field.help}
        </span>
      )}
    </div>
  )
}
