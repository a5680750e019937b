import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Choice, DesignDocument } from '@/lib/domain/design/document'
import type { Family } from '@/lib/domain/products/family'
import { formatDate } from '@/lib/words/format'
import type { Locale } from '@/lib/words/locale'
import type { Translate } from '@/lib/words/translate'
import { pieceName, pieceSummary, tellChange } from './piece-words'

interface Revision {
  id: string
  number: number
  createdAt: string
  parent?: number
  document?: DesignDocument
  changes: readonly { key: string; from?: Choice; to?: Choice }[]
  links: number
  fromOther: boolean
  orders: readonly { reference: string; token: string }[]
}

interface PieceCardProps {
  t: Translate
  locale: Locale
  family: Family
  /** Newest first; at least one. */
  revisions: readonly Revision[]
  /** What can be done with the newest. */
  actions: ReactNode
}

/** A design with its picture and how it came about, newest revision first; each can be chosen for a comparison. */
export function PieceCard({ t, locale, family, revisions, actions }: PieceCardProps) {
  const [newest, ...earlier] = revisions
  if (!newest) return null
  const name = pieceName(t, family, newest.document)
  return (
    <article className="piece-card" aria-label={name}>
      <div className="piece-picture">
        {newest.document && (
          <img
            src={`/${locale}/me/pieces/${newest.id}/picture`}
            alt={t('me.designs.picture', { name })}
            width={320}
            height={320}
            loading="lazy"
          />
        )}
      </div>
      <div className="piece-body">
        <h3>{name}</h3>
        <p className="quiet">{newest.document ? pieceSummary(t, locale, family, newest.document) : t('me.designs.erased')}</p>
        {newest.document && <div className="piece-actions">{actions}</div>}
        <h4 className="ui-head">{t('me.designs.lineage')}</h4>
        <ol className="lineage" reversed>
          <RevisionLine t={t} locale={locale} family={family} revision={newest} />
        </ol>
        {earlier.length > 0 && (
          <details>
            <summary>{t('me.designs.more', { count: earlier.length })}</summary>
            <ol className="lineage" reversed>
              {earlier.map((revision) => (
                <RevisionLine key={revision.id} t={t} locale={locale} family={family} revision={revision} />
              ))}
            </ol>
          </details>
        )}
      </div>
    </article>
  )
}

function RevisionLine({ t, locale, family, revision }: Pick<PieceCardProps, 't' | 'locale' | 'family'> & { revision: Revision }) {
  const { id, number, createdAt, parent, fromOther, document, changes, orders } = revision
  const name = pieceName(t, family, document)
  const told = changes.map((change) => tellChange(t, locale, family, change))
  const begun = t(fromOther ? 'me.designs.from-other' : 'me.designs.first')
  const story = parent === undefined ? [begun] : told.length > 0 ? told : [t('me.designs.same')]
  return (
    <li>
      <div className="revision">
        {document ? (
          <input
            id={id}
            type="checkbox"
            name="r"
            value={id}
            form="compare"
            aria-label={t('me.compare.choose', { name, number })}
          />
        ) : (
          <span />
        )}
        <label className="revision-head" htmlFor={id}>
          <strong>{t('me.designs.revision', { number })}</strong>
          <span className="quiet">{formatDate(locale, createdAt, 'dated')}</span>
        </label>
        <div className="revision-story">
          {document && parent !== undefined && parent !== number - 1 && <p>{t('me.designs.from', { number: parent })}</p>}
          {document ? story.map((line) => <p key={line}>{line}</p>) : <p>{t('me.designs.erased')}</p>}
          {orders.map(({ reference, token }) => (
            <p key={reference}>
              <Link className="link" href={`/${locale}/orders/${token}`} prefetch={false}>
                {t('me.designs.ordered', { reference })}
              </Link>
            </p>
          ))}
        </div>
      </div>
    </li>
  )
}
