import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
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
