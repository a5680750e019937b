import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMark, UNITS } from '../geometry/mark-outline'
import { shapeArea } from '../geometry/shape-facts'
import { markOfSvg } from './svg-mark'

const svg = (inside: string, head = '') =>
  `<?xml version="1.0"?>${head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${inside}</svg>`
const SQUARE = '<rect width="40" height="40"/>'
const codeOf = (file: string) => {
  const found = markOfSvg(file)
  return found.ok ? 'taken' : found.refusal.code
}
const areaOf = (file: string) => {
  const found = markOfSvg(file)
  if (!found.ok) throw new Error(found.refusal.code)
  const read = readMark(found.value)
  if (!read.ok) throw new Error(read.refusal.code)
  return shapeArea(read.value) / (0.98 * UNITS) ** 2
}

describe('a client’s own mark', () => {
  it.each([
    ['a square', SQUARE, 1],
    ['a circle', '<circle cx="50" cy="50" r="30"/>', Math.PI / 4],
    ['an ellipse of arcs', '<path d="M10 50a40 20 0 1 0 80 0a40 20 0 1 0-80 0z"/>', Math.PI / 8],
    ['a ring with its hole', '<path fill-rule="evenodd" d="M0 0H90V90H0zM30 30H60V60H30z"/>', 8 / 9],
    ['two squares that overlap', '<rect width="60" height="30"/><rect x="30" width="60" height="30"/>', 1 / 3],
    ['a turned and moved one', `<g transform="translate(9 3) rotate(45)">${SQUARE}</g>`, 0.5],
    ['packed arc flags', '<path d="M10 10a5 5 0 1110 0a5 5 0 1 1-10 0z"/>', Math.PI / 4],
  ])('is read as the area it has: %s', (_, inside, share) => {
    expect(areaOf(svg(inside))).toBeCloseTo(share, 2)
  })

  it.each([
    ['a script', svg(`<script>alert(1)</script>${SQUARE}`), 'mark.script'],
    ['a script in what is never drawn', svg(`<defs><g><script>1</script></g></defs>${SQUARE}`), 'mark.script'],
    ['a handler', svg('<rect onclick="x()" width="4" height="4"/>'), 'mark.script'],
    ['a script as a link', svg('<g style="fill:red" data-x="javascript:x()"><rect width="4" height="4"/></g>'), 'mark.script'],
    ['foreign markup', svg(`<foreignObject><p/></foreignObject>${SQUARE}`), 'mark.script'],
    ['an external use', svg('<use href="https://elsewhere.example/a.svg#b"/>'), 'mark.external-reference'],
    ['an external paint', svg('<rect fill="url(https://elsewhere.example/a)" width="4" height="4"/>'), 'mark.external-reference'],
    ['an imported style', svg(`<style>@import "a.css";</style>${SQUARE}`), 'mark.external-reference'],
    ['an entity', svg(SQUARE, '<!DOCTYPE svg [<!ENTITY a "b">]>'), 'mark.entities'],
    [
      'entities that would grow without end',
      svg('&c;', `<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>`),
      'mark.entities',
    ],
    ['an entity that is not declared', svg(`&nothing;${SQUARE}`), 'mark.not-xml'],
    ['100,000 elements', svg('<g/>'.repeat(100_000)), 'mark.too-many-elements'],
    ['4,000 elements in each other', `<svg>${'<g>'.repeat(3900)}${'</g>'.repeat(3900)}</svg>`, 'mark.too-many-elements'],
    [
      '100,000 points',
      svg(`<path d="M0 0${Array.from({ length: 100_000 }, (_, i) => `L${i % 97} ${i % 89}`).join('')}z"/>`),
      'mark.too-large',
    ],
    [
      '20,000 points',
      svg(`<path d="M0 0${Array.from({ length: 20_000 }, (_, i) => `l${(i % 7) - 3} ${(i % 5) - 2}`).join('')}z"/>`),
      'mark.too-many-points',
    ],
    ['an outline that crosses itself', svg('<path d="M0 0L10 10L10 0L0 12z"/>'), 'mark.self-crossing'],
    ['an open path', svg('<path d="M0 0L10 10L10 0"/>'), 'mark.open-path'],
    ['a line', svg('<line x2="5" y2="5"/>'), 'mark.open-path'],
    ['a stroke', svg('<path fill="none" stroke="#000" d="M0 0L10 10L10 0z"/>'), 'mark.stroke-only'],
    ['no area', svg('<path d="M0 0L10 10L5 5z"/>'), 'mark.zero-area'],
    ['no width', svg('<rect width="0" height="4"/>'), 'mark.zero-area'],
    ['a bitmap', svg('<image href="data:image/png;base64,AAAA" width="1" height="1"/>'), 'mark.bitmap'],
    ['live text', svg('<text>AB</text>'), 'mark.unsupported'],
    ['nothing', svg(''), 'mark.empty'],
    ['another document', '<html/>', 'mark.not-svg'],
    ['no document', 'not <xml', 'mark.not-xml'],
    ['path data that is none', svg('<path d="M0 0 banana"/>'), 'mark.path-data'],
  ])('is refused with its reason, within a second: %s', (_, file, code) => {
    const began = performance.now()
    expect(codeOf(file)).toBe(code)
    expect(performance.now() - began).toBeLessThan(1000)
  })

  it('takes an editor’s file without what only the editor reads', () => {
    const file = svg(
      `<title>Mark</title><metadata><rdf:RDF xmlns:rdf="r"/></metadata><sodipodi:namedview xmlns:sodipodi="s"/><g id="layer1">${SQUARE}</g>`,
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
    )
    expect(codeOf(file)).toBe('taken')
  })

  it('never throws, whatever is in the file', () => {
    const piece = fc.constantFrom(
      '<svg>',
      '</svg>',
      '<path d="',
      '"/>',
      'M0 0',
      'L1 1',
      'a1 1 0 0 1 2 2',
      'z',
      '<g transform="',
      'scale(',
      ')',
      '&',
      '<!--',
      '&#0;',
      '1e999',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        markOfSvg(svg(pieces.join('')))
        markOfSvg(pieces.join(''))
      }),
    )
  })
})

describe('a written mark', () => {
  it.each([
    ['letters', 'abc', 'mark.not-an-outline'],
    ['markup', '<svg/>', 'mark.not-an-outline'],
    ['two points', '0 0 5 5', 'mark.open-path'],
    ['half a point', '0 0 500 0 0 500 7', 'mark.open-path'],
    ['a bow', '0 0 900 900 0 -900 -1000 1000', 'mark.self-crossing'],
    ['a place off the mark', '0 0 99999 0 0 500', 'mark.not-an-outline'],
    ['no area', '0 0 500 0 500 0', 'mark.zero-area'],
    ['two rings that cross', '0 0 900 0 0 900 -900 0;450 450 900 0 0 900 -900 0', 'mark.self-crossing'],
    ['too many points', Array.from({ length: 9000 }, () => '1 0').join(' '), 'mark.too-many-points'],
  ])('that nobody’s browser wrote is refused: %s', (_, text, code) => {
    const read = readMark(text)
    expect(read.ok ? 'taken' : read.refusal.code).toBe(code)
  })
})
