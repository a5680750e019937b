interface Place {
  latitude: number
  longitude: number
}

/** Mean radius of the earth, km (IUGG). */
const EARTH = 6371.0088

/** Great circle between two places given in degrees, km. */
export function distanceKm(from: Place, to: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const [a, b] = [radians(from.latitude), radians(to.latitude)]
  const halfLatitude = Math.sin((b - a) / 2) ** 2
  const halfLongitude = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(halfLatitude + Math.cos(a) * Math.cos(b) * halfLongitude)))
}
