import type { ReactNode } from 'react'
import { type FormAction, type FormField, StaffForm } from './staff-form'

/**
 * Something that staff may do to an order: what it leads to is read before the yes, and a reason is given. A disclosure, so that it
 * works without JavaScript; one is open at a time.
 */
export function StaffAction(props: {
  group: string
  name: string
  /** What follows from it, in sentences. */
  consequence: ReactNode
  yes: string
  action: FormAction
  hidden: Readonly<Record<string, string>>
  fields: readonly FormField[]
  tone?: 'second' | 'danger'
  small?: boolean
}) {
  return (
    <details name={props.group} className="staff-action">
      <summary className={props.small ? 'link tall' : 'button second tool'}>{props.name}</summary>
      <div className="staff-action-body">
        <StaffForm
          action={props.action}
          hidden={props.hidden}
          fields={props.fields}
          submit={props.yes}
          tone={`tool ${props.tone === 'danger' ? 'danger' : ''}`}
        >
          <p className="small">{props.consequence}</p>
        </StaffForm>
      </div>
    </details>
  )
}
