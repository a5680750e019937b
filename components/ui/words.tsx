'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { createTranslator } from 'use-intl/core'
import type { Locale } from '@/lib/words/locale'
import type { Translate } from '@/lib/words/translate'

export interface Messages {
  readonly [key: string]: string | Messages
}

const Words = createContext<{ t: Translate; locale: Locale } | undefined>(undefined)

/** Gives client components the messages that their page sent, and no more. */
export function WordsProvider({ locale, messages, children }: { locale: Locale; messages: Messages; children: ReactNode }) {
  const value = useMemo(() => {
    const translate = createTranslator({ locale, messages: messages as never }) as unknown as Translate
    return { t: translate, locale }
  }, [locale, messages])
  return <Words value={value}>{children}</Words>
}

export function useWords() {
  const words = useContext(Words)
  if (!words) throw new Error('WordsProvider is missing above this component')
  return words
}
