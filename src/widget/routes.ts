import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Request, RequestHandler, Response, Server } from 'restify'
import { type Asset, createAsset, sendAsset } from './asset.ts'
import { loaderName, type Manifest, manifestName } from './build.ts'
import {
  assetHeaders,
  chatPolicy,
  frameHeaders,
  hostPolicy,
  loaderHeaders,
  pageHeaders,
  previewPolicy,
} from './headers.ts'
import { type ChatSettings, settingsBlock } from './settings.ts'

/**
 * Serves the pages, the loader, and the built files under /widget/. They are read once, here; what is not among them is
 * a 404, so that no path from outside ever reaches the disk.
 *
 * @param dir where `buildWidget` has put them
 */
export function mountWidget(server: Server, dir: string, settings: ChatSettings): void {
  const read = (name: string) => readFileSync(join(dir, name))
  const { assets } = JSON.parse(read(manifestName).toString()) as Manifest
  const files = new Map(assets.map((name) => [name, createAsset(name, read(name))]))
  const chat = read('chat.html')
    .toString()
    .replace('<!-- settings -->', () => settingsBlock(settings))

  serve('/', page('demo.html', hostPolicy))
  serve('/embed', page('embed.html', hostPolicy))
  serve('/embed/preview', page('preview.html', previewPolicy))
  serve(
    '/chat',
    always(createAsset('chat.html', Buffer.from(chat)), {
      ...pageHeaders(chatPolicy(settings)),
      ...frameHeaders,
    }),
  )
  serve(`/${loaderName}`, always(createAsset(loaderName, read(loaderName)), loaderHeaders))
  serve('/widget/:file', async (req: Request, res: Response) => {
    const file = files.get((req.params as { file: string }).file)
    if (file) sendAsset(req, res, file, assetHeaders)
    else res.send(404, { code: 'ResourceNotFound', message: 'There is no such file' })
  })

  function serve(path: string, handler: RequestHandler): void {
    server.get(path, handler)
    server.head(path, handler)
  }

  function page(name: string, policy: string): RequestHandler {
    return always(createAsset(name, read(name)), pageHeaders(policy))
  }

  function always(asset: Asset, headers: Readonly<Record<string, string>>): RequestHandler {
    return async (req: Request, res: Response) => sendAsset(req, res, asset, headers)
  }
}
