import { buildWidget, widgetDir } from '../widget/build.ts'
import { weightReport } from '../widget/weight.ts'

/** `npm run build`: the web chat's files into dist/widget, with what they weigh on their way to the browser. */
await buildWidget(widgetDir)
console.log(await weightReport(widgetDir))
