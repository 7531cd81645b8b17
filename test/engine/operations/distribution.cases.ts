import { expect } from 'vitest'
import * as declared from '../../../src/distribution/operations.js'
import { openRegistry } from '../registries.js'
import { nobody, refusal, type CasesOf } from './cases.js'

const { distributionInspect } = declared

export const distributionCases: CasesOf<typeof declared> = {
  distributionInspect: {
    success: async ({ engine }) => {
      const { Descriptor, Platforms } = await engine.call(distributionInspect, {
        name: `${openRegistry}/lab/busybox:1`,
      })
      expect(Descriptor.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
      expect(Descriptor.size).toBeGreaterThan(100)
      expect(Platforms).toEqual([{ architecture: 'amd64', os: 'linux' }])
    },
    error: refusal(
      distributionInspect,
      () => ({ name: `${openRegistry}/${nobody}:1` }),
      () => ({
        code: 'NOT_FOUND',
        name: 'NotFoundError',
        target: `${openRegistry}/${nobody}:1`,
        details: { noun: 'image', ref: `${openRegistry}/${nobody}:1` },
      }),
    ),
    noConnection: { name: nobody },
  },
}
