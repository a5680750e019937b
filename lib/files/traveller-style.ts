import { createRequire } from 'node:module'
import { Font, StyleSheet } from '@react-pdf/renderer'

const require = createRequire(import.meta.url)
const font = (path: string) => require.resolve(`@expo-google-fonts/${path}`)

let registered = false

/** The house's two faces, embedded whole words (no hyphens on a bench paper). */
export function registerFonts(): void {
  if (registered) return
  registered = true
  Font.register({ family: 'Newsreader', src: font('newsreader/400Regular/Newsreader_400Regular.ttf') })
  Font.register({
    family: 'Hanken',
    fonts: [
      { src: font('hanken-grotesk/400Regular/HankenGrotesk_400Regular.ttf'), fontWeight: 400 },
      { src: font('hanken-grotesk/600SemiBold/HankenGrotesk_600SemiBold.ttf'), fontWeight: 600 },
    ],
  })
  Font.registerHyphenationCallback((word) => [word])
}

export const INK = '#1B1A17'
export const INK_2 = '#55514A'
export const INK_3 = '#6B665C'
export const HAIRLINE = '#DDD6C8'
export const BRASS = '#8C6A2F'
export const OUTLINE = '#857E70'

/** Points. Printed on white: the paper is the paper. */
export const style = StyleSheet.create({
  page: {
    fontFamily: 'Hanken',
    fontSize: 8.5,
    color: INK,
    paddingTop: 36,
    paddingBottom: 46,
    paddingHorizontal: 42,
    lineHeight: 1.4,
  },
  head: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    alignItems: 'flex-end',
    paddingBottom: 8,
    borderBottom: `0.6pt solid ${INK}`,
  },
  wordmark: { fontFamily: 'Newsreader', fontSize: 15, lineHeight: 1 },
  headNote: { fontSize: 8, color: INK_2, lineHeight: 1 },
  title: { fontFamily: 'Newsreader', fontSize: 27, lineHeight: 1.12, letterSpacing: -0.4 },
  lead: { fontSize: 9.5, color: INK_2, marginTop: 5, lineHeight: 1.45 },
  section: { fontFamily: 'Newsreader', fontSize: 14, lineHeight: 1.2, marginTop: 18, marginBottom: 5 },
  row: { flexDirection: 'row', borderBottom: `0.5pt solid ${HAIRLINE}`, paddingVertical: 4.2 },
  headRow: { flexDirection: 'row', borderBottom: `0.6pt solid ${OUTLINE}`, paddingBottom: 3 },
  label: { color: INK_3, fontSize: 7.5 },
  strong: { fontWeight: 600 },
  soft: { color: INK_2 },
  right: { textAlign: 'right' },
  figure: { fontFamily: 'Newsreader', fontSize: 17, lineHeight: 1.15 },
  foot: {
    position: 'absolute',
    left: 42,
    right: 42,
    bottom: 22,
    flexDirection: 'row',
    justifyContent: 'space-between',
    color: INK_3,
    fontSize: 7,
    lineHeight: 1.2,
  },
})
