import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type TurnContext,
} from 'botbuilder'
import type { MessagesMode } from '../config.ts'
import type { ChannelAuthentication } from './authentication.ts'

/** Signs the bot in at Microsoft for outgoing calls; `ServiceClientCredentialsFactory` of the SDK. */
export type BotCredentials = NonNullable<
  ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]
>

/** The app registration of the bot, or none. */
export type BotRegistration = Exclude<MessagesMode, { readonly mode: 'off' }>

/** @throws if the registration lacks what its type needs; the message of the SDK names it. */
export function createCredentials(registration: BotRegistration): BotCredentials {
  if (registration.mode === 'development') return new ConfigurationServiceClientCredentialFactory({})
  return new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppType: registration.appType,
    MicrosoftAppId: registration.appId,
    MicrosoftAppPassword: registration.appPassword,
    MicrosoftAppTenantId: registration.tenantId,
  })
}

/**
 * The SDK's part of authentication. In cloud mode it checks the token once more, by the same issuer and metadata as the
 * gate before it. As soon as one of these settings is given the SDK takes none of its defaults any more, so the others
 * repeat the public cloud of its `AuthenticationConstants`.
 */
export function createSdkAuthentication(
  authentication: ChannelAuthentication,
  credentials: BotCredentials,
): ConfigurationBotFrameworkAuthentication {
  if (authentication.mode === 'development') {
    return new ConfigurationBotFrameworkAuthentication({}, credentials)
  }
  return new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: authentication.appId,
      ToBotFromChannelTokenIssuer: authentication.issuer,
      ToBotFromChannelOpenIdMetadataUrl: authentication.openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl:
        'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      OAuthUrl: 'https://api.botframework.com',
      CallerId: 'urn:botframework:azure',
      ValidateAuthority: true,
    },
    credentials,
  )
}

/** The little of `@azure/core-rest-pipeline` that we touch. */
interface Pipeline {
  removePolicy(policy: { readonly name: string }): unknown
  addPolicy(policy: Policy, options: { readonly phase: 'Serialize' }): void
}
interface Policy {
  readonly name: string
  sendRequest(request: Request, next: (request: Request) => Promise<unknown>): Promise<unknown>
}
interface Request {
  abortSignal?: AbortSignal
}

/**
 * Makes the calls of a turn to the connector end after `timeoutMs`, and sends none twice.
 *
 * Of itself the SDK's client waits for a silent peer without limit, and repeats a message up to four times after a 500,
 * a 502, a 503 or a broken connection, although the first one may have arrived; its options `noRetryPolicy` and
 * `retryOptions` do not reach the client (botbuilder 4.23.3). A redirect would repeat it too, at an address that nobody
 * has checked. The client lives for one turn, so this is done in every turn. It touches internals: the tests in
 * `test/botframework/connector.test.ts` notice if they change.
 */
export function limitConnector(context: TurnContext, timeoutMs: number): void {
  const connector = context.turnState.get(context.adapter.ConnectorClientKey) as {
    readonly client: { readonly pipeline: Pipeline }
  }
  const { pipeline } = connector.client
  pipeline.removePolicy({ name: 'defaultRetryPolicy' })
  pipeline.removePolicy({ name: 'redirectPolicy' })
  // The first phase, so that the limit also holds for signing in, which is a policy further in.
  pipeline.addPolicy(deadline(timeoutMs), { phase: 'Serialize' })
}

function deadline(timeoutMs: number): Policy {
  return {
    name: 'deadline',
    async sendRequest(request, next) {
      const { promise: expired, reject } = Promise.withResolvers<never>()
      const controller = new AbortController()
      const timer = setTimeout(() => {
        controller.abort()
        reject(new DOMException(`The connector took longer than ${timeoutMs} ms`, 'TimeoutError'))
      }, timeoutMs)
      // A request whose signal is aborted is not sent any more, so nothing goes out after the turn has given up.
      request.abortSignal = controller.signal
      try {
        return await Promise.race([next(request), expired])
      } finally {
        clearTimeout(timer)
      }
    },
  }
}
