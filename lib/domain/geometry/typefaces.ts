/** The bundled engraving typefaces: `public/engraving-fonts/<id>.ttf` with its licence, and `<id>.json`, what drafts read of it. */
export const TYPEFACES = ['garalde', 'roman', 'script'] as const
