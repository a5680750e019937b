import * as z from 'zod/mini'
import type { Choices } from '../design/document'
import { readMark } from '../geometry/mark-outline'
import type { NumberParameter, OutlineParameter, Parameter, TextParameter } from './family'

/** Longest text looked at before it is refused unread, UTF-16 units: three graphemes of the longest scripts fit many times over. */
const LONGEST_TEXT = 64
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u
const LETTER = /^\p{L}$/u
const MARK = /\p{M}/u

const custom = (code: string, parameters: Record<string, string | number> = {}) => ({
  code: 'custom' as const,
  params: { code, parameters },
})

function numberSchema(parameter: NumberParameter) {
  return z.int().check(z.minimum(parameter.min), z.maximum(parameter.max), (context) => {
    if ((context.value - parameter.min) % parameter.step !== 0) {
      context.issues.push({
        ...custom('document.between-steps', { step: parameter.step, min: parameter.min }),
        input: context.value,
      })
    }
  })
}

/** NFC letters, one code point each, counted in graphemes. A letter that no typeface draws is a finding, not a refusal. */
function textSchema(parameter: TextParameter) {
  return z.string().check(z.maxLength(LONGEST_TEXT, { abort: true }), z.normalize('NFC'), (context) => {
    const refuse = (code: string) =>
      context.issues.push({ ...custom(code, { max: parameter.maxGraphemes }), input: context.value, continue: false })
    const graphemes = graphemesOf(context.value)
    if (RIGHT_TO_LEFT.test(context.value)) refuse('document.text-right-to-left')
    else if (graphemes.length > parameter.maxGraphemes) refuse('document.text-too-long')
    else if (graphemes.some((grapheme) => MARK.test(grapheme))) refuse('document.text-combining')
    else if (!graphemes.every((grapheme) => LETTER.test(grapheme))) refuse('document.text-not-letters')
  })
}

/** A written mark, read again as geometry: what a client's browser cleaned is never believed. */
function outlineSchema(parameter: OutlineParameter) {
  return z.string().check(z.maxLength(parameter.maxLength, { abort: true }), (context) => {
    const read = readMark(context.value)
    if (!read.ok) context.issues.push({ ...custom(read.refusal.code, { ...read.refusal.parameters }), input: context.value })
  })
}

/** User-perceived characters of NFC text, in order. */
export function graphemesOf(text: string): string[] {
  return [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].map((segment) => segment.segment)
}

/** The strict schema of a family's choices: every key present, none unknown, numbers in range and on their step. */
export function choicesSchema(parameters: readonly Parameter[]): z.ZodMiniType<Choices> {
  const shape: Record<string, z.ZodMiniType<string | number>> = {}
  for (const parameter of parameters) {
    shape[parameter.key] =
      parameter.kind === 'number'
        ? numberSchema(parameter)
        : parameter.kind === 'choice'
          ? z.enum(parameter.options as [string, ...string[]])
          : parameter.kind === 'outline'
            ? outlineSchema(parameter)
            : textSchema(parameter)
  }
  return z.strictObject(shape)
}
