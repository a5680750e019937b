/** The bundled engraving typefaces: `public/engraving-fonts/<id>.ttf`, each with its licence beside it. */
export const TYPEFACES = ['garalde', 'roman', 'script'] as const
