import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Request, Response, Server } from 'restify'
import { type Manifest, manifestName, pageName } from './build.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/**
 * Nothing from elsewhere, nothing inline. `connect-src 'self'` covers the WebSocket of the same host; a browser that
 * does not think so yet (Safari before 15.4) polls instead. adaptivecards brings its three policies along, which are
 * named so that no other script can write HTML.
 */
const pageHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types adaptivecards#markdownPassthroughPolicy adaptivecards#restoreContentsPolicy adaptivecards#deprecatedExportedFunctionPolicy',
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-cache',
}

const assetHeaders = {
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'same-origin',
}

interface Asset {
  readonly type: string
  readonly plain: Buffer
  readonly gzip: Buffer
  readonly brotli: Buffer
}

/**
 * Serves the page at / and the built files under /widget/. They are read once, here; what is not among them is a 404,
 * so that no path from outside ever reaches the disk.
 */
export function mountWidget(server: Server, dir: string): void {
  const { files } = JSON.parse(readFileSync(join(dir, manifestName), 'utf8')) as Manifest
  const assets = new Map([pageName, ...files].map((name) => [name, readAsset(join(dir, name))]))

  const serve = (
    req: Request,
    res: Response,
    asset: Asset | undefined,
    headers: Readonly<Record<string, string>>,
  ) => {
    if (asset) send(req, res, asset, headers)
    else res.send(404, { code: 'ResourceNotFound', message: 'There is no such file' })
  }
  const page = async (req: Request, res: Response) => serve(req, res, assets.get(pageName), pageHeaders)
  const asset = async (req: Request, res: Response) => {
    const { file } = req.params as { file: string }
    serve(req, res, file === pageName ? undefined : assets.get(file), assetHeaders)
  }
  server.get('/', page)
  server.head('/', page)
  server.get('/widget/:file', asset)
  server.head('/widget/:file', asset)
}

function readAsset(path: string): Asset {
  const plain = readFileSync(path)
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    plain,
    gzip: gzipSync(plain, { level: 9 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  }
}

function send(
  req: IncomingMessage,
  res: ServerResponse,
  asset: Asset,
  headers: Readonly<Record<string, string>>,
): void {
  const accepted = String(req.headers['accept-encoding'] ?? '')
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  const body = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.plain
  res.writeHead(200, {
    'content-type': asset.type,
    'content-length': body.length,
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
    ...(encoding && { 'content-encoding': encoding }),
    ...headers,
  })
  res.end(req.method === 'HEAD' ? undefined : body)
}
