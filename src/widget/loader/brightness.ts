/**
 * Whether black stands out from a colour better than white. A picture needs less contrast than text (3:1, WCAG 2.2,
 * 1.4.11), so squares do for the curve of sRGB.
 */
export const isBright = ([red, green, blue]: readonly [number, number, number]): boolean =>
  0.21 * red ** 2 + 0.72 * green ** 2 + 0.07 * blue ** 2 > 13_000
