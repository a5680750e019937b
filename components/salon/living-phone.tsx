'use client'

import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { Icon } from '@/components/ui/icon'
import { LanguageLink } from '@/components/ui/language-link'
import { useWords } from '@/components/ui/words'
import type { HeldDesign } from '@/lib/domain/salon/book'
import { Configurator } from '../configurator/configurator'
import type { ConfiguratorProps } from '../configurator/context'
import { ask } from './ask'
import { Presence, Touch } from './hands'
import { type LivingSync, livingSync } from './living-sync'
import { Made } from './made'
import './phone.css'

interface Given {
  token: string
  design: HeldDesign
  configurator: Omit<ConfiguratorProps, 'hosting'>
}

/** The living design in the client's hand: the house's configurator, its working copy shared with the tablet. */
export function LivingPhone({ token, design, configurator }: Given) {
  const { locale } = useWords()
  const [sync, setSync] = useState<LivingSync>()
  useEffect(() => {
    const door = `/api/v1/living/${token}`
    setSync(livingSync({ design, door, stream: `/live/living/${token}`, by: 'client', initials: design.initials, locale }))
  }, [token, design, locale])
  return sync ? (
    <Phone token={token} design={design} configurator={configurator} sync={sync} />
  ) : (
    <div className="ph-waiting" aria-busy="true" />
  )
}

function Phone({ token, design, configurator, sync }: Given & { sync: LivingSync }) {
  const { t, locale } = useWords()
  const { touches, order, gone } = useStore(sync.state)
  const asked = useStore(sync.state, (state) => state.asked)
  const first = useRef(design.asked)
  const [wanted, setWanted] = useState(0)
  const paid = order !== undefined && order.state !== 'open' && order.state !== 'cancelled'

  // What was asked before this page was opened is no wish of now, unless it was asked a moment ago and the code was read for it.
  useEffect(() => {
    const recent = first.current !== undefined && Date.now() - Date.parse(first.current) < 120_000 && order === undefined
    if (asked && (asked !== first.current || recent)) {
      first.current = asked
      setWanted((count) => count + 1)
    }
  }, [asked, order])

  const props: ConfiguratorProps = useMemo(
    () => ({
      ...configurator,
      hosting: {
        tie: (store) => sync.tie(store),
        head: <PhoneHead sync={sync} initials={design.initials} />,
        note: (key) => {
          const parameter = configurator.parameters.find((one) => one.key === key)
          return parameter && <Touch change={touches[key]} parameter={parameter} />
        },
        orderAsked: wanted,
        order: {
          parent: token,
          ...(design.client ? { client: design.client } : {}),
          async onOpened(orderToken) {
            await ask(locale, 'POST', `/api/v1/living/${token}/order`, { order: orderToken })
          },
        },
      },
    }),
    [configurator, sync, design, touches, wanted, locale, token],
  )

  if (gone) {
    return (
      <main id="main" className="wrap py-16">
        <h1>{t('salon.phone-gone')}</h1>
        <p className="lead mt-6">{t('salon.phone-gone-help')}</p>
      </main>
    )
  }
  if (paid && order) {
    return (
      <main id="main" className="wrap py-10 ph-made">
        <h1>{t('salon.phone-paid')}</h1>
        <Made order={order} name="" />
      </main>
    )
  }
  return <Configurator {...props} />
}

function PhoneHead({ sync, initials }: { sync: LivingSync; initials: string }) {
  const { t, locale } = useWords()
  const { present, line, waiting, refused } = useStore(sync.state)
  const other = locale === 'en' ? 'fr' : 'en'
  return (
    <>
      <div className="ph-head">
        <Presence present={present} own={{ by: 'client', initials }} />
        {line === 'down' && (
          <p className="badge advice" role="status">
            <Icon name="offline" size={14} />
            {t('salon.line-down', { waiting })}
          </p>
        )}
        {refused && (
          <p className="fault" role="alert">
            {refused}
          </p>
        )}
      </div>
      <LanguageLink to={other} name={t(`salon.language.${other}`)} short={other.toUpperCase()} />
    </>
  )
}
