export interface TestTask {
  do: 'echo' | 'loop' | 'hog' | 'throw'
  value: string
}

/** Stands in for geometry: does what it is told, however bad. */
export default async function task({ do: what, value }: TestTask): Promise<string> {
  if (what === 'throw') throw new Error(value)
  if (what === 'loop') for (;;);
  const hoard: string[][] = []
  while (what === 'hog') hoard.push(Array.from({ length: 100_000 }, (_, index) => `${index}${value}`))
  return value
}
