import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConfigurator } from './store'

const make = () =>
  createConfigurator({
    document: { family: 'any', model: 'any@1', choices: { a: 0, b: 'x' } },
    atelier: 'here',
    destination: { country: 'FR', place: { latitude: 0, longitude: 0 }, currency: 'EUR' },
    group: 'g',
    inapplicable: [],
  })

describe('undo and redo', () => {
  it('takes a drag as one step', () => {
    const store = make()
    for (let value = 1; value <= 20; value++) store.choose('a', value, value * 16)
    expect(store.getState().past).toHaveLength(1)
    store.undo()
    expect(store.getState().document.choices.a).toBe(0)
    store.redo()
    expect(store.getState().document.choices.a).toBe(20)
  })

  it('takes two edits of one parameter with a rest between as two steps', () => {
    const store = make()
    store.choose('a', 1, 0)
    store.choose('a', 2, 5000)
    store.undo()
    expect(store.getState().document.choices.a).toBe(1)
  })

  it('takes a remedy of several choices as one step', () => {
    const store = make()
    store.apply({ a: 7, b: 'y' })
    store.undo()
    expect(store.getState().document.choices).toEqual({ a: 0, b: 'x' })
  })

  it('takes back what was done here and leaves what somebody else chose meanwhile', () => {
    const store = make()
    store.choose('a', 1, 0)
    store.merge({ b: 'theirs' })
    expect(store.getState().past).toHaveLength(1)
    store.undo()
    expect(store.getState().document.choices).toEqual({ a: 0, b: 'theirs' })
    store.merge({ a: 9 })
    store.redo()
    expect(store.getState().document.choices).toEqual({ a: 9, b: 'theirs' })
  })

  it('goes back through any sequence to the first design, and forward again to the last', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ key: fc.constantFrom('a', 'b'), value: fc.nat(5) }), { maxLength: 40 }), (edits) => {
        const store = make()
        edits.forEach(({ key, value }, index) => {
          store.choose(key, value, index * 1000)
        })
        const final = store.getState().document.choices
        while (store.getState().past.length > 0) store.undo()
        expect(store.getState().document.choices).toEqual({ a: 0, b: 'x' })
        while (store.getState().future.length > 0) store.redo()
        expect(store.getState().document.choices).toEqual(final)
      }),
    )
  })
})
