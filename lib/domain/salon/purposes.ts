/** What a client may allow, each by itself. The words for a purpose are `salon.purpose.<id>`. */
export const PURPOSES = ['sizes', 'likes', 'designs', 'letters', 'maker'] as const
export type PurposeId = (typeof PURPOSES)[number]

/** Fields of a profile that are kept for a purpose and deleted when it ends. */
export type KeptField = 'sizes' | 'likes' | 'occasions' | 'notes' | 'followUp'

export interface Purpose {
  /** Days from the yes until it ends by itself. */
  days: number
  keeps: readonly KeptField[]
  /** The house remembers the client beyond the visit: who they are is kept for as long as one such purpose holds. */
  remembers: boolean
}

/** The one table of purposes that code, pages and the words read. What is not allowed here is not kept beyond the visit. */
export const PURPOSE: Readonly<Record<PurposeId, Purpose>> = {
  sizes: { days: 365, keeps: ['sizes'], remembers: true },
  likes: { days: 730, keeps: ['likes', 'occasions', 'notes', 'followUp'], remembers: true },
  designs: { days: 730, keeps: [], remembers: true },
  letters: { days: 730, keeps: [], remembers: false },
  maker: { days: 365, keeps: ['occasions'], remembers: true },
}

export interface Decision {
  purpose: PurposeId
  given: boolean
  /** ISO 8601 instant. */
  at: string
  /** Of a yes. */
  endsAt?: string
}

/** Whether the latest decision about a purpose is a yes that has not ended. `decisions` in any order. */
export function allowed(decisions: readonly Decision[], purpose: PurposeId, at: Date): boolean {
  const own = decisions.filter((one) => one.purpose === purpose)
  const last = own.reduce<Decision | undefined>((latest, one) => (!latest || one.at >= latest.at ? one : latest), undefined)
  return last?.given === true && last.endsAt !== undefined && new Date(last.endsAt) > at
}

/** Whether the house may know the client after the visit. */
export const remembered = (decisions: readonly Decision[], at: Date): boolean =>
  PURPOSES.some((purpose) => PURPOSE[purpose].remembers && allowed(decisions, purpose, at))

export const endOf = (purpose: PurposeId, at: Date): Date => new Date(at.getTime() + PURPOSE[purpose].days * 86_400_000)
