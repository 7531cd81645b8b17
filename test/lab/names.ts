/** One engine of each version, for `describe.each(labEngineNames)`: known before any engine runs. */
export const labEngineNames = ['e20', 'e26', 'newest'] as const
export type LabEngineName = (typeof labEngineNames)[number]

/** Two machines on one LAN, both with the newest engine. */
export const labHostNames = ['a', 'b'] as const
export type LabHostName = (typeof labHostNames)[number]

/** What else the lab runs, under names that no engine may have. */
export const labServiceNames = ['switch', 'dns', 'registry', 'locked'] as const
