declare module '*/.dependency-cruiser.mjs' {
  import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser'

  const configuration: {
    forbidden: (IForbiddenRuleType & { name: string; from: { path?: string | string[] } })[]
    options: ICruiseOptions & { tsConfig?: unknown }
  }
  export default configuration
}
