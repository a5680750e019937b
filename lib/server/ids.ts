import { typeid } from 'typeid-js'

export type IdPrefix =
  | 'des'
  | 'rev'
  | 'lnk'
  | 'cli'
  | 'ord'
  | 'pay'
  | 'rfd'
  | 'po'
  | 'stf'
  | 'mail'
  | 'bok'
  | 'key'
  | 'tok'
  | 'lin'
  | 'lan'
  | 'ses'
  | 'inv'
  | 'prf'
  | 'liv'
  | 'acc'
  | 'cse'
  | 'sgn'

/** A new name, e.g. `ord_01h455vb4pex5vsknk084sn02q`: random enough not to be guessed, rising with time within a prefix. */
export const newId = (prefix: IdPrefix): string => typeid(prefix).toString()
