import { Icon } from '@/components/ui/icon'

interface WayInFormProps {
  locale: string
  action(form: FormData): Promise<void>
  label: string
  submit: string
  /** Link of a design that shall be kept under the address. */
  keep?: string
  /** What was wrong with the last try. */
  fault?: string
  /** Beside something weightier. */
  quiet?: boolean
}

/** One field and one button: a link that signs in is sent to the address. */
export function WayInForm({ locale, action, label, submit, keep, fault, quiet }: WayInFormProps) {
  return (
    <form action={action} className="way-in">
      <input type="hidden" name="locale" value={locale} />
      {keep && <input type="hidden" name="keep" value={keep} />}
      <label className="label" htmlFor="way-in-email">
        {label}
      </label>
      <input
        id="way-in-email"
        className="field"
        name="email"
        type="email"
        autoComplete="email"
        maxLength={200}
        required
        {...(fault ? { 'aria-invalid': true, 'aria-describedby': 'way-in-fault' } : {})}
      />
      {fault && (
        <p className="fault" id="way-in-fault" role="alert">
          <Icon name="blocked" />
          {fault}
        </p>
      )}
      <button className={quiet ? 'button second tool' : 'button'} type="submit">
        {submit}
      </button>
    </form>
  )
}
