import { describe, expect, it } from '@jest/globals'
import { createCredentials } from '../../src/botframework/connector.ts'

const appId = '11111111-2222-4333-8444-555555555555'
const tenantId = '66666666-7777-4888-8999-aaaaaaaaaaaa'
const registration = {
  mode: 'cloud',
  appType: 'SingleTenant',
  appId,
  appPassword: 'secret',
  tenantId,
} as const

describe('createCredentials', () => {
  it('signs nobody in without an app id', async () => {
    expect(await createCredentials({ mode: 'development' }).isAuthenticationDisabled()).toBe(true)
  })

  it.each([
    registration,
    { ...registration, appType: 'UserAssignedMSI', appPassword: '' } as const,
    { ...registration, appType: 'MultiTenant' } as const,
  ])('takes an app of type $appType', async (app) => {
    const credentials = createCredentials(app)
    expect(await credentials.isAuthenticationDisabled()).toBe(false)
    expect(await credentials.isValidAppId(appId)).toBe(true)
    expect(await credentials.isValidAppId(tenantId)).toBe(false)
  })

  it('names what is missing', () => {
    expect(() => createCredentials({ ...registration, tenantId: '' })).toThrow('MicrosoftAppTenantId')
    expect(() => createCredentials({ ...registration, appPassword: '' })).toThrow('MicrosoftAppPassword')
  })
})
