import { describe, expect, test } from 'vitest'
import { fitsPlatform, platformOf, writePlatform } from '../../../src/docker-words/platform.js'

const arm = (Architecture: string, Variant?: string) => ({ Os: 'linux', Architecture, Variant })

describe('an image is made for a platform that was asked for', () => {
  test.each([
    ['linux/amd64', arm('amd64')],
    ['linux/amd64', arm('amd64', '')],
    ['LINUX/AMD64', arm('amd64')],
    ['linux/x86_64', arm('amd64')],
    ['linux/aarch64', arm('arm64', 'v8')],
    ['linux/arm64/v8', arm('arm64')],
    ['linux/arm', arm('arm', 'v7')],
    ['linux/arm', arm('arm', 'v6')],
    ['linux/armhf', arm('arm', 'v7')],
    ['linux/arm/v7', arm('arm', 'v6')],
    ['linux/arm/v7', arm('arm')],
    ['arm64', arm('arm64')],
    ['linux', arm('s390x')],
    ['windows', { Os: 'windows', Architecture: 'amd64', Variant: null }],
  ])('%s: %j', (wanted, image) => {
    expect(fitsPlatform(image, wanted)).toBe(true)
  })
})

describe('an image is not made for a platform that was asked for', () => {
  test.each([
    ['linux/arm64', arm('amd64')],
    ['linux/arm64', arm('arm', 'v7')],
    ['linux/arm/v6', arm('arm', 'v7')],
    ['linux/armel', arm('arm', 'v7')],
    ['linux/amd64', arm('386')],
    ['windows/amd64', arm('amd64')],
    ['windows', arm('amd64')],
    ['arm64', arm('amd64')],
  ])('%s: %j', (wanted, image) => {
    expect(fitsPlatform(image, wanted)).toBe(false)
  })
})

test('a platform is written as docker writes it', () => {
  expect(writePlatform(arm('arm', 'v7'))).toBe('linux/arm/v7')
  expect(writePlatform(arm('amd64', ''))).toBe('linux/amd64')
})

test('an engine is told a platform in JSON only when it is whole', () => {
  expect(platformOf('linux/aarch64')).toEqual({ os: 'linux', architecture: 'arm64' })
  expect(platformOf('linux/arm/v7')).toEqual({ os: 'linux', architecture: 'arm', variant: 'v7' })
  expect(platformOf('linux')).toBeUndefined()
  expect(platformOf('arm64')).toBeUndefined()
})
