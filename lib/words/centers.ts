import type { Translate } from './translate'

/** A work center as the reader calls it; one that an atelier added since is called as the atelier does. */
export const centerName = (t: Translate, { id, name }: { id: string; name: string }): string =>
  t.has(`workCenters.${id}`) ? t(`workCenters.${id}`) : name

/** The same for a whole atelier: id → name. */
export const centerNames = (t: Translate, names: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(names).map(([id, name]) => [id, centerName(t, { id, name })]))
