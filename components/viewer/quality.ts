const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i

/** `low` where WebGL is computed without a graphics card, or memory is short; asked once, on a context that is given back at once. */
export function guessQuality(): 'low' | 'high' {
  const memory = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : 8
  if (memory <= 2) return 'low'
  const context = document.createElement('canvas').getContext('webgl2')
  if (!context) return 'low'
  const names = context.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(context.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER))
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return SOFTWARE.test(renderer) ? 'low' : 'high'
}
