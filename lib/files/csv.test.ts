import { describe, expect, it } from 'vitest'
import { csvLine } from './csv'

describe('a line of CSV', () => {
  it('quotes as RFC 4180 says', () => {
    expect(csvLine(['a', 'b "c"', 'd\r\ne, f', undefined, 12.5])).toBe('"a","b ""c""","d\r\ne, f","",12.5\r\n')
  })

  it.each(['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', ' =1', '=HYPERLINK("http://x","y")'])('makes %j inert', (text) => {
    expect(csvLine([text]).startsWith(`"'`)).toBe(true)
  })

  it('leaves names and negative amounts as they are', () => {
    expect(csvLine(['O’Neil-Smith', -5])).toBe('"O’Neil-Smith",-5\r\n')
  })
})
