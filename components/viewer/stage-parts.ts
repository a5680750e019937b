import { DataTexture, type Group, Mesh, NearestFilter, RedFormat, type ShaderMaterial } from 'three'
import type { RenderMesh } from '@/lib/domain/geometry/mesh'
import type { StrokeMap } from '@/lib/domain/geometry/stroke-order'
import { dottedOutline } from './dotted-outline'
import { SHARE } from './look-shader'
import { type Facing, geometryOf } from './piece'
import type { StageLook } from './viewer-settings'

/** The piece as it was given to the viewer. */
interface Shown {
  mesh: RenderMesh
  body: Mesh
  depth: Mesh
  extras: readonly Mesh[]
}

/** What stands for the piece before it is there: its blank, and the dotted rim of the strokes to come. */
export function stageParts(group: Group, facing: Facing, material: ShaderMaterial, uncutMaterial: ShaderMaterial) {
  let uncut: { mesh: RenderMesh; body: Mesh } | undefined
  let dots: ReturnType<typeof dottedOutline> | undefined
  let map: { of: StrokeMap; texture: DataTexture } | undefined

  function dropUncut() {
    if (uncut) group.remove(uncut.body)
    uncut?.body.geometry.dispose()
    uncut = undefined
  }
  function dropDots() {
    if (dots) group.remove(dots.points)
    dots?.dispose()
    dots = undefined
  }

  function mapOf(strokes: StrokeMap | undefined) {
    if (map?.of === strokes) return
    map?.texture.dispose()
    map = undefined
    if (strokes) {
      const texture = new DataTexture(strokes.order, strokes.columns, strokes.rows, RedFormat)
      texture.minFilter = texture.magFilter = NearestFilter
      texture.needsUpdate = true
      map = { of: strokes, texture }
    }
    for (const { uniforms } of [material, uncutMaterial]) {
      uniforms.uStrokes!.value = map?.texture ?? null
      // Without a map nothing of the face is in it, so nothing is cut yet.
      uniforms.uStrokeBox!.value.set(...(strokes?.box ?? [1e6, 1e6, 2e6, 2e6]))
    }
  }

  return {
    dropDots,
    /**
     * Before the engraving the blank stands for the piece. While it is engraved the cut half comes from the engraved mesh and the rest
     * of the face from the blank; `onBlank` is told of a blank that was just put there.
     */
    set(stage: StageLook | undefined, shown: Shown | undefined, pixel: number, onBlank: (mesh: RenderMesh) => void) {
      const engraving = stage?.look === 'engraved' && stage.progress < 1 && stage.blank !== undefined && shown !== undefined
      const before = stage?.blank !== undefined && (stage.look === 'pattern' || stage.look === 'cast' || stage.look === 'cleaned')
      material.uniforms.uShare!.value = engraving ? SHARE.cut : SHARE.all
      uncutMaterial.uniforms.uShare!.value = before ? SHARE.all : SHARE.uncut
      if ((!engraving && !before) || uncut?.mesh !== stage?.blank) dropUncut()
      if (!engraving || map?.of !== stage.strokes) dropDots()
      mapOf(engraving ? stage.strokes : undefined)
      if (!shown) return
      shown.body.visible = !before
      // Parts of a piece that is not there yet are left out or seen through.
      shown.depth.visible = stage === undefined || stage.look === 'finished'
      for (const extra of shown.extras) extra.visible = stage?.look === 'cast'
      if (!stage?.blank || !(engraving || before)) return
      if (!uncut) {
        uncut = { mesh: stage.blank, body: new Mesh(geometryOf(stage.blank), uncutMaterial) }
        group.add(uncut.body)
        onBlank(stage.blank)
      }
      if (!engraving) return
      if (!dots) {
        dots = dottedOutline(shown.mesh, facing, stage.strokes)
        group.add(dots.points)
      }
      dots.material.uniforms.uProgress!.value = stage.progress
      dots.material.uniforms.uPixel!.value = pixel
    },
    /** Device pixels per CSS pixel changed. */
    setPixel(pixel: number) {
      if (dots) dots.material.uniforms.uPixel!.value = pixel
    },
    dispose() {
      dropUncut()
      dropDots()
      map?.texture.dispose()
    },
  }
}
