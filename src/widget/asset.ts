import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** A file in memory, in each encoding; compressed when first asked for, because all of them take a tenth of a start. */
export interface Asset {
  readonly type: string
  /** Weak, because all encodings share it (RFC 9110, 8.8.3). */
  readonly etag: string
  readonly plain: Buffer
  readonly gzip: Buffer
  readonly brotli: Buffer
}

export function createAsset(name: string, plain: Buffer): Asset {
  let gzip: Buffer | undefined
  let brotli: Buffer | undefined
  return {
    type: types[extname(name)] ?? 'application/octet-stream',
    etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    get gzip() {
      gzip ??= gzipSync(plain, { level: 9 })
      return gzip
    },
    get brotli() {
      brotli ??= brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
      return brotli
    },
  }
}

export function sendAsset(
  req: IncomingMessage,
  res: ServerResponse,
  asset: Asset,
  headers: Readonly<Record<string, string>>,
): void {
  const common = { ...headers, etag: asset.etag, vary: 'accept-encoding' }
  if (req.headers['if-none-match'] === asset.etag) {
    res.writeHead(304, common)
    res.end()
    return
  }
  const accepted = String(req.headers['accept-encoding'] ?? '')
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  const body = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.plain
  res.writeHead(200, {
    ...common,
    'content-type': asset.type,
    'content-length': body.length,
    'x-content-type-options': 'nosniff',
    ...(encoding && { 'content-encoding': encoding }),
  })
  res.end(req.method === 'HEAD' ? undefined : body)
}
