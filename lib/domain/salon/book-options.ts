/** What a book can name; apart from the schemas, since pages need the names only. */
export const FINGERS = [
  'left-thumb',
  'left-index',
  'left-middle',
  'left-ring',
  'left-little',
  'right-thumb',
  'right-index',
  'right-middle',
  'right-ring',
  'right-little',
] as const

export const OCCASIONS = ['birthday', 'anniversary', 'wedding', 'other'] as const
